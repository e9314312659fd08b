import type { StoredRaw, StoredRecord, StoreTransaction } from '../ports/store.ts'
import type { MappedItem } from './plan-records.ts'

export interface LoadedRecords {
  /** Oldest first, on every store: the order in which they are written follows it. */
  readonly records: readonly StoredRecord[]
  /** Raw items that own some of them and are not asked about here. */
  readonly owners: ReadonlyMap<number, StoredRaw>
}

/** Loads what a plan concerns: the records of these raw items, and those whose names the items give. */
export async function loadRecords(
  tx: StoreTransaction,
  connection: string,
  rawIds: readonly number[],
  mapped: readonly MappedItem[],
): Promise<LoadedRecords> {
  const names = mapped.flatMap((m) => m.records.map(({ data }) => ({ kind: data.kind, ref: data.ref })))
  if (rawIds.length === 0 && names.length === 0) return { records: [], owners: new Map() }
  const found = await tx.records(connection, rawIds, names)
  const known = new Set(rawIds)
  const foreign = [...new Set(found.map((record) => record.rawId).filter((id) => !known.has(id)))]
  return {
    records: found.toSorted((a, b) => a.id - b.id),
    owners: foreign.length === 0 ? new Map() : await tx.rawById(foreign),
  }
}
