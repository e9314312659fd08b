import { portfolioRecord, type PortfolioRecord, type RecordKind, type RecordOf } from '@headless-pmo/sdk'
import type { MapConfig } from '../../src/map/entry.ts'
import { mapPlanItem } from '../../src/map/map-item.ts'
import { planItem, type PlanItem } from '../../src/mspdi/plan-item.ts'
import { readPlan } from '../../src/mspdi/read-plan.ts'

export interface ReadOptions {
  readonly plan?: string
  readonly config?: MapConfig
  /** Bytes a chunk. */
  readonly chunk?: number
  readonly mostHeld?: number
  readonly warn?: (message: string) => void
}

/** Reads a plan as raw items. */
export async function readItems(xml: string | Uint8Array, options: ReadOptions = {}): Promise<PlanItem[]> {
  const bytes = typeof xml === 'string' ? new TextEncoder().encode(xml) : xml
  const items: PlanItem[] = []
  const source = {
    plan: options.plan ?? 'plan.xml',
    open: async () => chunks(bytes, options.chunk ?? 65_536),
    warn: options.warn ?? (() => undefined),
    ...(options.mostHeld === undefined ? {} : { mostHeld: options.mostHeld }),
  }
  for await (const batch of readPlan(source)) items.push(...batch)
  return items
}

/** Reads and maps a plan; every record has passed the model's schema, every item the way through JSON. */
export async function readRecords(
  xml: string | Uint8Array,
  options: ReadOptions = {},
): Promise<PortfolioRecord[]> {
  return mapItems(await readItems(xml, options), options.config)
}

export function mapItems(items: readonly PlanItem[], config: MapConfig = {}): PortfolioRecord[] {
  return items.flatMap((item) =>
    mapPlanItem(planItem.parse(JSON.parse(JSON.stringify(item))), config).map((record) =>
      portfolioRecord.parse(record),
    ),
  )
}

/** The records of one kind. */
export function ofKind<K extends RecordKind>(records: readonly PortfolioRecord[], kind: K): RecordOf<K>[] {
  return records.filter((record): record is RecordOf<K> => record.kind === kind)
}

/** The only record of a kind; fails on none or several. */
export async function only<K extends RecordKind>(
  xml: string,
  kind: K,
  options: ReadOptions = {},
): Promise<RecordOf<K>> {
  const [first, ...more] = ofKind(await readRecords(xml, options), kind)
  if (first === undefined || more.length > 0)
    throw new Error(`expected one ${kind}, found ${1 + more.length}`)
  return first
}

async function* chunks(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
