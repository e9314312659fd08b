import type { PortfolioRecord } from '@headless-pmo/sdk'
import type { ChangeCause, RecordWrite, StoredRecord, TombstoneReason } from '../ports/store.ts'
import { canonicalJson } from '../records/canonical-json.ts'
import { formerValues } from '../records/changed-fields.ts'
import { contentHash } from '../records/content-hash.ts'
import { asStored, keyOf } from './record-writes.ts'

/** Records that live on under a new name, by that name. */
export type Moves = ReadonlyMap<string, readonly StoredRecord[]>

export interface Union {
  /** Records of the item under its former refs. */
  readonly movers: readonly StoredRecord[]
  /** The record that already has the new name. */
  readonly holder: StoredRecord | undefined
  /** What the item is under its new ref. */
  readonly data: PortfolioRecord
  readonly hash: string
  readonly rawRef: string
  readonly cause: ChangeCause
  readonly at?: string
  /** Set where the item is not there under its new ref, or not yet: the record waits there. */
  readonly gone?: TombstoneReason
}

/**
 * Makes one record of several that are the same item. The oldest keeps its identity under the new name; the others
 * give their names back and become `merged`.
 */
export function unite({ movers, holder, data, hash, rawRef, cause, at, gone }: Union): RecordWrite[] {
  const all = holder === undefined ? movers : [...movers, holder]
  const survivor = all.reduce((a, b) => (a.id < b.id ? a : b))
  const merged = all.filter((record) => record !== survivor)
  const former = [...new Set(all.map(({ ref }) => ref))].filter((ref) => ref !== data.ref).toSorted()
  const stays = survivor.ref === data.ref
  return [
    ...merged.map((record) => merge(record, data.ref, rawRef, cause)),
    {
      id: survivor.id,
      kind: data.kind,
      ref: data.ref,
      ...keyOf(data),
      rawRef,
      hash,
      data,
      cause,
      event: gone === undefined ? (stays ? backOrChanged(survivor) : 'moved') : 'retired',
      ...(gone === undefined ? {} : { gone }),
      before: formerValues(survivor.data, data),
      ...(at === undefined ? {} : { at }),
      aliases: former,
    },
  ]
}

function backOrChanged({ gone }: StoredRecord): 'restored' | 'updated' {
  return gone === undefined ? 'updated' : 'restored'
}

/** A twin takes the common name with it, so that what led to it leads to the one that lives on. */
function merge(record: StoredRecord, ref: string, rawRef: string, cause: ChangeCause): RecordWrite {
  const stored = { ...asStored(record, rawRef), gone: 'merged', event: 'retired', cause } as const
  if (record.ref === ref) return stored
  const data = { ...record.data, ref }
  const hash = contentHash(canonicalJson(data))
  return { ...stored, ref, data, hash, before: formerValues(record.data, data) }
}
