import type { RecordKind, RecordOf } from '@headless-pmo/sdk'
import { portfolioRecord, type PortfolioRecord } from '@headless-pmo/sdk'
import type { Plan, Sourced } from '@headless-pmo/mspdi'
import { mapPlanItem } from '../../plugins/microsoft-project/src/map/map-item.ts'
import { readPlan } from '../../plugins/microsoft-project/src/mspdi/read-plan.ts'

/** What the files store of the Microsoft connector makes of a plan's text. */
export async function recordsOf(plan: string, bytes: Uint8Array): Promise<PortfolioRecord[]> {
  const records: PortfolioRecord[] = []
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  for await (const items of readPlan({ plan, open: async () => open(), warn: () => undefined })) {
    // Through JSON, as the store keeps them.
    for (const item of items) {
      records.push(
        ...mapPlanItem(JSON.parse(JSON.stringify(item)), {}).map((one) => portfolioRecord.parse(one)),
      )
    }
  }
  return records
}

/** The records of one plan as a project to be written. */
export function planOf(records: readonly PortfolioRecord[], release: '2007' | '2010'): Plan {
  const container = records.find((record) => record.kind === 'container')
  return {
    id: 'plan',
    title: container?.name ?? 'Plan',
    release,
    containers: of(records, 'container'),
    items: of(records, 'workItem'),
    milestones: of(records, 'milestone'),
    dependencies: of(records, 'dependency'),
    accounts: of(records, 'account'),
    resources: of(records, 'resource'),
    assignments: of(records, 'assignment'),
    calendars: of(records, 'calendar'),
    baselines: of(records, 'baseline'),
    fields: of(records, 'fieldDefinition'),
  }
}

function of<K extends RecordKind>(records: readonly PortfolioRecord[], kind: K): Sourced<K>[] {
  const isOne = (record: PortfolioRecord): record is RecordOf<K> => record.kind === kind
  // One kind gives one alternative of `Sourced`.
  return records.filter(isOne).map((record) => ({ connection: 'plans', record })) as Sourced<K>[]
}
