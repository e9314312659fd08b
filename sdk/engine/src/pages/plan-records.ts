import type { PortfolioRecord } from '@headless-pmo/sdk'
import { breather } from '../breathe.ts'
import type { ChangeCause, RecordWrite, StoredRaw, StoredRecord } from '../ports/store.ts'
import { formerValues } from '../records/changed-fields.ts'
import type { MappedRecord } from '../records/map-item.ts'
import { unite, type Moves } from './moves.ts'
import { asStored, keyOf, recordName } from './record-writes.ts'

/** A raw item whose records are to be brought in line with its newest mapping. */
export interface MappedItem {
  readonly rawRef: string
  /** Row id where the raw item is already stored. */
  readonly rawId?: number
  readonly records: readonly MappedRecord[]
}

export interface RecordPlanInput {
  readonly items: readonly MappedItem[]
  /** Records that these items own or name, and those that moves concern. */
  readonly stored: readonly StoredRecord[]
  /** Owners of stored records that belong to other raw items. */
  readonly owners: ReadonlyMap<number, StoredRaw>
  /** Row ids of raw items that the same step retires: what they own is free to take. */
  readonly leaving: ReadonlySet<number>
  readonly moves: Moves
  readonly cause: ChangeCause
}

/** A record that a raw item gives and does not get. */
export interface Conflict {
  readonly rawRef: string
  readonly message: string
}

export interface RecordPlan {
  readonly writes: readonly RecordWrite[]
  /** Claims on records that another raw item owns: the first owner keeps them until it lets go. */
  readonly conflicts: readonly Conflict[]
}

/**
 * Decides what becomes of the records of a page: created, updated, restored, taken over from an owner that
 * left, moved, or retired where a mapping no longer gives them (law 3). Pure.
 */
export async function planRecords(input: RecordPlanInput): Promise<RecordPlan> {
  const { items, stored, moves, cause } = input
  const byName = new Map(stored.filter((r) => r.gone !== 'merged').map((r) => [recordName(r), r]))
  const claimed = new Map<string, string>()
  const writes: RecordWrite[] = []
  const conflicts: Conflict[] = []
  const inPage = new Map(
    items.flatMap((item) => (item.rawId === undefined ? [] : [[item.rawId, item] as const])),
  )
  const breathe = breather()

  for (const item of items) {
    await breathe()
    for (const { data, hash } of item.records) {
      const name = recordName(data)
      const holder = byName.get(name)
      if (claimed.has(name) || (holder !== undefined && !mayTake(input, inPage, item, holder))) {
        const message = `${data.kind} ${data.ref} is given by ${item.rawRef} too; the first one keeps it.`
        conflicts.push({ rawRef: item.rawRef, message })
        continue
      }
      claimed.set(name, item.rawRef)
      const movers = moves.get(name)
      if (movers !== undefined) {
        const at = trueSince(instantField(data, 'updated'), cause)
        writes.push(...unite({ movers, holder, data, hash, rawRef: item.rawRef, cause, ...at }))
        continue
      }
      const write = bring(holder, data, hash, item, cause)
      if (write !== undefined) writes.push(write)
    }
  }
  return { writes: [...writes, ...retireUnclaimed(input, claimed)], conflicts }
}

/** An owner that is gone, is leaving, or in this very page stopped giving the record, makes way. */
function mayTake(
  input: RecordPlanInput,
  inPage: ReadonlyMap<number, MappedItem>,
  item: MappedItem,
  holder: StoredRecord,
): boolean {
  if (holder.rawId === item.rawId || input.leaving.has(holder.rawId)) return true
  if (holder.gone !== undefined) return true
  const ownerInPage = inPage.get(holder.rawId)
  const owner = input.owners.get(holder.rawId)
  if (ownerInPage === undefined && (owner === undefined || owner.gone !== undefined)) return true
  return (
    ownerInPage !== undefined && !ownerInPage.records.some((r) => recordName(r.data) === recordName(holder))
  )
}

function bring(
  holder: StoredRecord | undefined,
  data: PortfolioRecord,
  hash: string,
  item: MappedItem,
  cause: ChangeCause,
): RecordWrite | undefined {
  const base = { kind: data.kind, ref: data.ref, ...keyOf(data), rawRef: item.rawRef, hash, data, cause }
  if (holder === undefined)
    return { ...base, event: 'created', ...trueSince(instantField(data, 'created'), cause) }
  const before = holder.hash === hash ? {} : formerValues(holder.data, data)
  const at = trueSince(instantField(data, 'updated'), cause)
  if (holder.gone !== undefined) return { ...base, id: holder.id, event: 'restored', before, ...at }
  if (holder.hash === hash && holder.rawId === item.rawId) return undefined
  return { ...base, id: holder.id, event: 'updated', before, ...at }
}

function retireUnclaimed(input: RecordPlanInput, claimed: ReadonlyMap<string, string>): RecordWrite[] {
  const refOfRaw = new Map(
    input.items.flatMap((item) => (item.rawId === undefined ? [] : [[item.rawId, item.rawRef] as const])),
  )
  const moving = new Set([...input.moves.values()].flat().map((record) => record.id))
  return input.stored.flatMap((record) => {
    const rawRef = refOfRaw.get(record.rawId)
    if (rawRef === undefined || record.gone !== undefined || moving.has(record.id)) return []
    // The name of a moved record is decided with the move.
    if (claimed.has(recordName(record)) || input.moves.has(recordName(record))) return []
    return [
      {
        ...asStored(record, rawRef),
        gone: 'unmapped',
        event: 'retired',
        cause: input.cause,
      } satisfies RecordWrite,
    ]
  })
}

/** A re-mapping is none of the tracker's doing: it became true when we saw it (law 7). */
function trueSince(at: string | undefined, cause: ChangeCause): { readonly at?: string } {
  return at === undefined || cause !== 'tracker' ? {} : { at }
}

function instantField(data: PortfolioRecord, field: 'created' | 'updated'): string | undefined {
  const value = (data as Readonly<Record<string, unknown>>)[field]
  return typeof value === 'string' && value.endsWith('Z') ? value : undefined
}
