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
import { contentHash } from '../records/content-hash.ts'
import { loadRecords } from './load-records.ts'
import { unite, type Moves } from './moves.ts'
import { asStored, recordName } from './record-writes.ts'

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

/**
 * Which of the departures concern stored, live items that the same step does not bring. An item that moved on and
 * on is led to where it ended; a ring of moves leads nowhere.
 */
export function leavingRaw(
  step: { readonly items: readonly { readonly ref: string }[]; readonly gone: readonly Departure[] },
  stored: ReadonlyMap<string, StoredRaw>,
): Leaving[] {
  const present = new Set(step.items.map((item) => item.ref))
  const left = new Map(step.gone.flatMap((gone) => (present.has(gone.ref) ? [] : [[gone.ref, gone]])))
  return [...left.values()].flatMap(({ ref, reason }) => {
    const raw = stored.get(ref)
    if (raw === undefined || raw.gone !== undefined) return []
    const movedTo = whereTo(ref, left)
    return [{ raw, reason, ...(movedTo === undefined ? {} : { movedTo }) }]
  })
}

function whereTo(from: string, left: ReadonlyMap<string, Departure>): string | undefined {
  const passed = new Set([from])
  let to = left.get(from)?.movedTo
  while (to !== undefined && left.get(to)?.movedTo !== undefined) {
    if (passed.has(to)) return undefined
    passed.add(to)
    to = left.get(to)?.movedTo
  }
  return to
}

/** The write that makes a raw item a tombstone. */
export function retireRaw({ raw, reason }: Leaving): RawWrite {
  const { revision: _revision, ...row } = raw
  return { ...row, gone: reason }
}

/**
 * A record that carries the ref of its leaving raw item lives on under the ref that the tracker names. Several may
 * end under one name: all of them are the same item, which was read again on its way.
 */
export function movedRecords(records: readonly StoredRecord[], leaving: readonly Leaving[]): Moves {
  const moves = new Map<string, StoredRecord[]>()
  for (const { raw, movedTo } of leaving) {
    if (movedTo === undefined) continue
    for (const record of records) {
      if (record.rawId !== raw.id || record.ref !== raw.ref || record.gone !== undefined) continue
      const name = recordName({ kind: record.kind, ref: movedTo })
      moves.set(name, [...(moves.get(name) ?? []), record])
    }
  }
  return moves
}

/** Records that an earlier step already read under the new ref of a moved one. */
export async function twins(
  tx: StoreTransaction,
  key: StreamKey,
  moves: Moves,
  loaded: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const known = new Set(loaded.map(recordName))
  const names = [...moves]
    .filter(([name]) => !known.has(name))
    .flatMap(([name, [{ kind } = { kind: undefined }]]) =>
      kind === undefined ? [] : [{ kind, ref: name.slice(kind.length + 1) }],
    )
  return names.length === 0 ? [] : tx.records(key.connection, [], names)
}

export interface GonePlan {
  readonly leaving: readonly Leaving[]
  readonly records: readonly StoredRecord[]
  readonly moves: Moves
  readonly planned: readonly RecordWrite[]
  /** Row ids of the raw items that the same step maps anew. */
  readonly mapped: ReadonlySet<number>
  readonly cause: ChangeCause
}

/**
 * Tombstones for the records of leaving items; a moved one takes its new name, and the content of the item under
 * it where that was already read. Where it was not, the record waits there as a tombstone: nothing yet proves that
 * the item can be seen.
 */
export function planGone({ leaving, records, moves, planned, mapped, cause }: GonePlan): RecordWrite[] {
  const handled = new Set(planned.flatMap((write) => write.id ?? []))
  const holders = new Map(records.filter((r) => r.gone !== 'merged').map((r) => [recordName(r), r]))
  const writes: RecordWrite[] = []
  for (const [name, movers] of moves) {
    if (movers.some(({ id }) => handled.has(id))) continue
    const holder = holders.get(name)
    for (const { id } of holder === undefined ? movers : [...movers, holder]) handled.add(id)
    // Had the item been mapped to this name, the plan would have taken the moved record.
    const unmapped = holder !== undefined && mapped.has(holder.rawId) ? 'unmapped' : undefined
    const goes = leaving.find(({ raw }) => raw.id === holder?.rawId)?.reason ?? unmapped
    writes.push(...rename(name, movers, holder, { cause, ...(goes !== undefined && { goes }) }))
  }
  const owned = Map.groupBy(records, (record) => record.rawId)
  for (const { raw, reason } of leaving) {
    for (const record of owned.get(raw.id) ?? []) {
      if (record.gone !== undefined || handled.has(record.id)) continue
      writes.push({ ...asStored(record, raw.ref), gone: reason, event: 'retired', cause })
    }
  }
  return writes
}

function rename(
  name: string,
  movers: readonly StoredRecord[],
  holder: StoredRecord | undefined,
  { cause, goes }: { readonly cause: ChangeCause; readonly goes?: TombstoneReason },
): RecordWrite[] {
  const [first] = movers
  if (first === undefined) return []
  const ref = name.slice(first.kind.length + 1)
  if (holder !== undefined && holder.gone === undefined) {
    const { data, hash } = holder
    // The item may be told to have moved and, under its new ref, to be gone.
    return unite({
      movers,
      holder,
      data,
      hash,
      rawRef: ref,
      cause,
      ...(goes !== undefined && { gone: goes }),
    })
  }
  const data = { ...first.data, ref }
  const hash = contentHash(canonicalJson(data))
  return unite({ movers, holder, data, hash, rawRef: first.ref, cause, gone: 'moved' })
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
  const rawIds = leaving.map(({ raw }) => raw.id)
  const { records } = await loadRecords(tx, key.connection, rawIds, [])
  await tx.write({
    stream: key,
    raw: leaving.map(retireRaw),
    records: planGone({ leaving, records, moves: new Map(), planned: [], mapped: new Set(), cause }),
    parts: new Map(),
  })
  return leaving.length
}
