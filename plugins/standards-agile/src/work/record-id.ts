import type { RecordKey } from '@headless-pmo/sdk'

/** The name of a record as text: to be looked up and sorted by, and the key of a finding about it. */
export function recordId({ connection, ref }: Pick<RecordKey, 'connection' | 'ref'>): string {
  return `${connection}/${ref}`
}

/** In the order of their names, which is the same wherever the records come from. */
export function byId<T>(
  list: readonly T[],
  keyOf: (one: T) => Pick<RecordKey, 'connection' | 'ref'>,
): readonly T[] {
  return list
    .map((one) => ({ one, id: recordId(keyOf(one)) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ one }) => one)
}
