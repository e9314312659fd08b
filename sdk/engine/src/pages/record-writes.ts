import type { PortfolioRecord, RecordKind } from '@headless-pmo/sdk'
import type { RecordWrite, StoredRecord } from '../ports/store.ts'

/** Key of a record within a connection. */
export const recordName = (record: { readonly kind: RecordKind; readonly ref: string }): string =>
  `${record.kind}\n${record.ref}`

/** The write that leaves a record as it is, to be varied. */
export function asStored(record: StoredRecord, rawRef: string): Omit<RecordWrite, 'event' | 'cause'> {
  return {
    id: record.id,
    kind: record.kind,
    ref: record.ref,
    ...keyOf(record.data),
    rawRef,
    hash: record.hash,
    data: record.data,
  }
}

/** The readable key, by which other records may point at it. */
export function keyOf(data: PortfolioRecord): { readonly key?: string } {
  return 'key' in data && data.key !== undefined && data.kind !== 'fieldDefinition' ? { key: data.key } : {}
}
