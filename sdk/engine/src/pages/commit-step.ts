import type { Gone, Stream } from '@headless-pmo/sdk'
import type {
  ChangeCause,
  PartState,
  RawWrite,
  RecordWrite,
  StoredRaw,
  StoredRecord,
  StoreTransaction,
  StreamKey,
  TombstoneReason,
} from '../ports/store.ts'
import { canonicalJson } from '../records/canonical-json.ts'
import { formerValues } from '../records/changed-fields.ts'
import { contentHash } from '../records/content-hash.ts'
import { breather } from '../breathe.ts'
import { mapConfig } from '../records/map-key.ts'
import { mapItem } from '../records/map-item.ts'
import { classifyItems } from './classify-items.ts'
import type { DecodedItem } from './decode-item.ts'
import { asStored, planRecords, recordName, type MappedItem } from './plan-records.ts'

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
  readonly gone: readonly (
    | Gone
    | { readonly ref: string; readonly reason: TombstoneReason; readonly movedTo?: string }
  )[]
  readonly state?: PartState
  /** Who brings it about; the tracker unless said otherwise. */
  readonly cause?: ChangeCause
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
  const records = [...loaded.records, ...(await twins(tx, bound, moves, loaded.records))]
  const plan = await planRecords({
    items: mapped,
    stored: records,
    owners: loaded.owners,
    leaving: new Set(leaving.map((l) => l.raw.id)),
    moves,
    cause: 'tracker',
  })
  const gone = planGone({ leaving, records, moves, planned: plan.writes, cause: step.cause ?? 'tracker' })
  for (const { raw: row, reason } of leaving) raw.push({ ...rawAsStored(row), gone: reason })

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

interface Leaving {
  readonly raw: StoredRaw
  readonly reason: TombstoneReason
  readonly movedTo?: string
}

function leavingRaw(step: Step, stored: ReadonlyMap<string, StoredRaw>): Leaving[] {
  const present = new Set(step.items.map((item) => item.ref))
  return step.gone.flatMap((gone) => {
    const raw = stored.get(gone.ref)
    if (raw === undefined || raw.gone !== undefined || present.has(gone.ref)) return []
    return [{ raw, reason: gone.reason, ...(gone.movedTo === undefined ? {} : { movedTo: gone.movedTo }) }]
  })
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

function rawAsStored(raw: StoredRaw): RawWrite {
  const { revision: _revision, ...rest } = raw
  return rest
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

/** A record that carries the ref of its leaving raw item lives on under the ref that the tracker names. */
function movedRecords(
  records: readonly StoredRecord[],
  leaving: readonly Leaving[],
): Map<string, StoredRecord> {
  const moves = new Map<string, StoredRecord>()
  for (const { raw, movedTo } of leaving) {
    if (movedTo === undefined) continue
    for (const record of records) {
      if (record.rawId === raw.id && record.ref === raw.ref && record.gone === undefined) {
        moves.set(recordName({ kind: record.kind, ref: movedTo }), record)
      }
    }
  }
  return moves
}

/** Records that an earlier step already read under the new ref of a moved one. */
async function twins(
  tx: StoreTransaction,
  bound: BoundStream,
  moves: ReadonlyMap<string, StoredRecord>,
  loaded: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const known = new Set(loaded.map(recordName))
  const names = [...moves]
    .filter(([name]) => !known.has(name))
    .map(([name, { kind }]) => ({ kind, ref: name.slice(kind.length + 1) }))
  return names.length === 0 ? [] : tx.records(bound.key.connection, [], names)
}

interface GonePlan {
  readonly leaving: readonly Leaving[]
  readonly records: readonly StoredRecord[]
  readonly moves: ReadonlyMap<string, StoredRecord>
  readonly planned: readonly RecordWrite[]
  readonly cause: ChangeCause
}

/** Tombstones for the records of leaving items; a moved one takes its new name instead. */
function planGone({ leaving, records, moves, planned, cause }: GonePlan): RecordWrite[] {
  const handled = new Set(planned.flatMap((write) => write.id ?? []))
  const newRefs = new Map([...moves].map(([name, record]) => [record.id, name.slice(record.kind.length + 1)]))
  const holders = new Map(records.filter((r) => r.gone !== 'merged').map((r) => [recordName(r), r]))
  const owned = Map.groupBy(records, (record) => record.rawId)
  return leaving.flatMap(({ raw, reason }) =>
    (owned.get(raw.id) ?? []).flatMap((record): RecordWrite[] => {
      if (record.gone !== undefined || handled.has(record.id)) return []
      const ref = newRefs.get(record.id)
      if (ref === undefined) return [{ ...asStored(record, raw.ref), gone: reason, event: 'retired', cause }]
      return rename(record, raw.ref, ref, holders.get(recordName({ kind: record.kind, ref })))
    }),
  )
}

/**
 * Gives a record its new ref. Where the item was already read under it, that younger twin gives way and the
 * older record takes over its content and its raw item (whose ref is the item's own).
 */
function rename(
  record: StoredRecord,
  rawRef: string,
  ref: string,
  twin: StoredRecord | undefined,
): RecordWrite[] {
  const moved = { id: record.id, event: 'moved', cause: 'tracker', aliases: [record.ref] } as const
  if (twin === undefined) {
    const data = { ...record.data, ref }
    const hash = contentHash(canonicalJson(data))
    return [
      { ...asStored(record, rawRef), ...moved, ref, data, hash, before: formerValues(record.data, data) },
    ]
  }
  const stored = asStored(twin, ref)
  return [
    { ...stored, gone: 'merged', event: 'retired', cause: 'tracker' },
    { ...stored, ...moved, before: formerValues(record.data, twin.data) },
  ]
}
