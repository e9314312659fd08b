import { recordSchemas, type PortfolioData, type RecordPatch, type Sourced } from '@headless-pmo/sdk'
import { describeIssues } from '../records/describe-issues.ts'
import { keyText } from './portfolio-index.ts'

function patched(record: Sourced, { set }: RecordPatch): Sourced {
  const { connection, project, ...fields } = record
  const wanted: Record<string, unknown> = { ...fields }
  for (const [field, value] of Object.entries(set)) {
    if (field === 'kind' || field === 'ref') {
      throw new Error(`The patch of the ${record.kind} "${record.ref}" changes its ${field}, which names it.`)
    }
    if (value === null) delete wanted[field]
    else wanted[field] = value
  }
  const checked = recordSchemas[record.kind].safeParse(wanted)
  if (!checked.success) {
    throw new Error(
      `The patch of the ${record.kind} "${record.ref}" makes no valid record: ${describeIssues(checked.error)}.`,
    )
  }
  return { ...checked.data, connection, ...(project === undefined ? {} : { project }) }
}

/**
 * A portfolio as it would be after a remedy, for trying it (law C6); nothing is written anywhere. Computed facts
 * stay as they are.
 * @throws where a patch names a record that is not there, or makes a record that the model refuses
 */
export function applyPatch(data: PortfolioData, patches: readonly RecordPatch[]): PortfolioData {
  const byRecord = Map.groupBy(patches, ({ record }) => keyText(record))
  const records = data.records.map((record) => {
    const mine = byRecord.get(keyText(record)) ?? []
    byRecord.delete(keyText(record))
    return mine.reduce(patched, record)
  })
  const [lost] = [...byRecord.values()].flat()
  if (lost === undefined) return { ...data, records }
  const { connection, kind, ref } = lost.record
  throw new Error(`The patch names the ${kind} "${ref}" of "${connection}", which does not exist.`)
}
