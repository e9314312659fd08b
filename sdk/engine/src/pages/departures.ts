import type { Gone } from '@headless-pmo/sdk'
import type {
  ChangeCause,
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
import { asStored, recordName } from './plan-records.ts'

/** An item that is to go, with the reason that its tombstone keeps. */
export type Departure =
  | Gone
  | { readonly ref: string; readonly reason: TombstoneReason; readonly movedTo?: string }

/** A stored, live raw item that goes. */
export interface Leaving {
  readonly raw: StoredRaw
  readonly reason: TombstoneReason
  readonly movedTo?: string
}

/** Which of the departures concern stored, live items that the same step does not bring. */
export function leavingRaw(
  step: { readonly items: readonly { readonly ref: string }[]; readonly gone: readonly Departure[] },
  stored: ReadonlyMap<string, StoredRaw>,
): Leaving[] {
  const present = new Set(step.items.map((item) => item.ref))
  return step.gone.flatMap((gone) => {
    const raw = stored.get(gone.ref)
    if (raw === undefined || raw.gone !== undefined || present.has(gone.ref)) return []
    return [{ raw, reason: gone.reason, ...(gone.movedTo === undefined ? {} : { movedTo: gone.movedTo }) }]
  })
}

/** The write that makes a raw item a tombstone. */
export function retireRaw({ raw, reason }: Leaving): RawWrite {
  const { revision: _revision, ...row } = raw
  return { ...row, gone: reason }
}

/** A record that carries the ref of its leaving raw item lives on under the ref that the tracker names. */
export function movedRecords(
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
export async function twins(
  tx: StoreTransaction,
  key: StreamKey,
  moves: ReadonlyMap<string, StoredRecord>,
  loaded: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const known = new Set(loaded.map(recordName))
  const names = [...moves]
    .filter(([name]) => !known.has(name))
    .map(([name, { kind }]) => ({ kind, ref: name.slice(kind.length + 1) }))
  return names.length === 0 ? [] : tx.records(key.connection, [], names)
}

export interface GonePlan {
  readonly leaving: readonly Leaving[]
  readonly records: readonly StoredRecord[]
  readonly moves: ReadonlyMap<string, StoredRecord>
  readonly planned: readonly RecordWrite[]
  readonly cause: ChangeCause
}

/** Tombstones for the records of leaving items; a moved one takes its new name instead. */
export function planGone({ leaving, records, moves, planned, cause }: GonePlan): RecordWrite[] {
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

/**
 * Makes items tombstones outside a sync: what a person approved. Those written since they were looked at stay.
 * @returns how many went
 */
export async function removeItems(
  tx: StoreTransaction,
  key: StreamKey,
  items: readonly { readonly ref: string; readonly revision: number; readonly reason: TombstoneReason }[],
  cause: ChangeCause,
): Promise<number> {
  const stored = await tx.rawByRef(
    key,
    items.map(({ ref }) => ref),
  )
  const unchanged = items.filter(({ ref, revision }) => stored.get(ref)?.revision === revision)
  const leaving = leavingRaw({ items: [], gone: unchanged }, stored)
  if (leaving.length === 0) return 0
  const records = await tx.records(
    key.connection,
    leaving.map(({ raw }) => raw.id),
    [],
  )
  await tx.write({
    stream: key,
    raw: leaving.map(retireRaw),
    records: planGone({ leaving, records, moves: new Map(), planned: [], cause }),
    parts: new Map(),
  })
  return leaving.length
}
