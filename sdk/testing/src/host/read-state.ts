import { canonicalJson, type StoredRecord, type TombstoneReason } from '@headless-pmo/engine'
import type { RecordKind } from '@headless-pmo/sdk'
import type { MemoryStore } from '../store/memory-store.ts'

/** A record as an export shows it: without core's own ids. */
export interface StateRecord {
  readonly stream: string
  /** Ref of the item that gave it. */
  readonly item: string
  readonly kind: RecordKind
  readonly ref: string
  readonly gone?: TombstoneReason
  /** Canonical JSON of its data. */
  readonly text: string
  readonly data: StoredRecord['data']
}

/** Everything that a connection has stored, in one order. */
export async function readState(store: MemoryStore, connection: string): Promise<readonly StateRecord[]> {
  const names = new Map(store.log.writes.map(({ kind, ref }) => [`${kind}\n${ref}`, { kind, ref }]))
  const lease = { name: connection, fence: Number.MAX_SAFE_INTEGER }
  const found = await store.transaction(lease, async (tx) => {
    const records = await tx.records(connection, [], [...names.values()])
    const owners = await tx.rawById(records.map(({ rawId }) => rawId))
    return records.map((record): StateRecord => {
      const owner = owners.get(record.rawId)
      return {
        stream: owner?.stream ?? '',
        item: owner?.ref ?? '',
        kind: record.kind,
        ref: record.ref,
        ...(record.gone === undefined ? {} : { gone: record.gone }),
        text: canonicalJson(record.data),
        data: record.data,
      }
    })
  })
  return found.toSorted((a, b) => compare(lineOf(a), lineOf(b)))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A record as a line of text: what two states are compared by. */
export const lineOf = ({ stream, kind, ref, gone, text }: StateRecord): string =>
  `${stream} ${kind} ${ref}${gone === undefined ? '' : ` gone: ${gone}`} ${text}`

/** Live raw items of a stream, sorted. */
export async function liveItems(
  store: MemoryStore,
  connection: string,
  stream: string,
): Promise<readonly string[]> {
  const refs: string[] = []
  for await (const batch of store.liveRefs({ connection, stream })) refs.push(...batch.map(({ ref }) => ref))
  return refs.toSorted()
}
