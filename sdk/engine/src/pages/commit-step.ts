import type { Stream } from '@headless-pmo/sdk'
import { breather } from '../breathe.ts'
import type {
  PartState,
  RawWrite,
  RecordWrite,
  StoredRaw,
  StoredRecord,
  StoreTransaction,
  StreamKey,
} from '../ports/store.ts'
import { mapItem } from '../records/map-item.ts'
import { mapConfig } from '../records/map-key.ts'
import { classifyItems } from './classify-items.ts'
import type { DecodedItem } from './decode-item.ts'
import {
  leavingRaw,
  movedRecords,
  planGone,
  retireRaw,
  twins,
  type Departure,
  type Leaving,
} from './departures.ts'
import { planRecords, type MappedItem } from './plan-records.ts'

/** A stream with what mapping and storing it needs. */
export interface BoundStream {
  readonly key: StreamKey
  readonly stream: Stream
  readonly config: unknown
  readonly mapKey: string
}

/** One step of a stream to be committed: items that are there, items that are gone, where to go on. */
export interface Step {
  readonly part: string
  readonly items: readonly DecodedItem[]
  /** Already judged by the removal guard. */
  readonly gone: readonly Departure[]
  readonly state?: PartState
  /** Part under which items that came along in another stream's reply are kept until their own read. */
  readonly along?: boolean
}

/** What a step did. */
export interface StepOutcome {
  readonly written: number
  readonly unchanged: number
  readonly refused: number
  readonly unmapped: readonly { readonly ref: string; readonly error: string }[]
  readonly conflicts: readonly string[]
  readonly records: readonly RecordWrite[]
  readonly removed: number
}

/** Part of raw items that were seen only in replies of other streams. */
export const ALONG_PART = '~along'

/** Locks, compares and writes one step inside a transaction; an unchanged step writes nothing (laws 2, 5). */
export async function commitStep(tx: StoreTransaction, bound: BoundStream, step: Step): Promise<StepOutcome> {
  const refs = new Set([...step.items.map((i) => i.ref), ...step.gone.map((g) => g.ref)])
  const stored = await tx.rawByRef(bound.key, [...refs])
  const { changed, unchanged, refused } = classifyItems(step.items, stored, bound.mapKey)
  const leaving = leavingRaw(step, stored)

  const mapped: MappedItem[] = []
  const raw: RawWrite[] = []
  const unmapped: { ref: string; error: string }[] = []
  const breathe = breather()
  for (const item of changed) {
    await breathe()
    const known = stored.get(item.ref)
    const part = partOf(step, known)
    const outcome = mapItem(bound.stream, item, { config: mapConfig(bound.stream, bound.config), part })
    raw.push(rawWrite(bound, item, known, part, outcome.ok ? undefined : outcome.error))
    if (outcome.ok)
      mapped.push({
        rawRef: item.ref,
        ...(known === undefined ? {} : { rawId: known.id }),
        records: outcome.records,
      })
    else unmapped.push({ ref: item.ref, error: outcome.error })
  }

  const loaded = await loadRecords(tx, bound, mapped, leaving)
  const moves = movedRecords(loaded.records, leaving)
  const records = [...loaded.records, ...(await twins(tx, bound.key, moves, loaded.records))]
  const plan = await planRecords({
    items: mapped,
    stored: records,
    owners: loaded.owners,
    leaving: new Set(leaving.map((l) => l.raw.id)),
    moves,
    cause: 'tracker',
  })
  const gone = planGone({ leaving, records, moves, planned: plan.writes, cause: 'tracker' })
  raw.push(...leaving.map(retireRaw))

  const writes = [...gone, ...plan.writes]
  const parts = new Map(step.state === undefined ? [] : [[step.part, step.state]])
  if (raw.length > 0 || writes.length > 0 || parts.size > 0) {
    await tx.write({ stream: bound.key, raw, records: writes, parts })
  }
  return {
    written: changed.length,
    unchanged,
    refused: refused.length,
    unmapped,
    conflicts: plan.conflicts,
    records: writes,
    removed: leaving.length,
  }
}

/** An item keeps the part it was first read from, so that two parts which both show it never take turns. */
function partOf(step: Step, known: StoredRaw | undefined): string {
  const own = step.along === true ? ALONG_PART : step.part
  if (known === undefined || known.gone !== undefined) return own
  return known.part === ALONG_PART ? own : known.part
}

function rawWrite(
  bound: BoundStream,
  item: DecodedItem,
  known: StoredRaw | undefined,
  part: string,
  mapError: string | undefined,
): RawWrite {
  return {
    ...(known === undefined ? {} : { id: known.id }),
    ref: item.ref,
    part,
    ...(item.version === undefined ? {} : { version: item.version }),
    hash: item.hash,
    ...(known?.hash === item.hash ? {} : { json: item.text }),
    mapKey: bound.mapKey,
    ...(mapError === undefined ? {} : { mapError }),
  }
}

async function loadRecords(
  tx: StoreTransaction,
  bound: BoundStream,
  mapped: readonly MappedItem[],
  leaving: readonly Leaving[],
): Promise<{ readonly records: readonly StoredRecord[]; readonly owners: ReadonlyMap<number, StoredRaw> }> {
  const rawIds = [...mapped.flatMap((m) => m.rawId ?? []), ...leaving.map((l) => l.raw.id)]
  const names = mapped.flatMap((m) => m.records.map(({ data }) => ({ kind: data.kind, ref: data.ref })))
  if (rawIds.length === 0 && names.length === 0) return { records: [], owners: new Map() }
  const records = await tx.records(bound.key.connection, rawIds, names)
  const known = new Set(rawIds)
  const foreign = [...new Set(records.map((r) => r.rawId).filter((id) => !known.has(id)))]
  return { records, owners: foreign.length === 0 ? new Map() : await tx.rawById(foreign) }
}
