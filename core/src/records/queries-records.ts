import type { StoredRecord } from '@headless-pmo/engine'
import type { RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { RecordTable } from './tables.ts'

type RecordRow = Pick<RecordTable, 'id' | 'kind' | 'ref' | 'hash' | 'data' | 'gone'> & {
  readonly raw_id: number
}

/** Records of raw items and records by name, tombstones included, locked in order of their names. */
export async function lockRecords(
  tx: Tx,
  connection: string,
  wanted: {
    readonly rawIds: readonly number[]
    readonly names: readonly { readonly kind: RecordKind; readonly ref: string }[]
  },
): Promise<StoredRecord[]> {
  const { rawIds, names } = wanted
  if (rawIds.length === 0 && names.length === 0) return []
  const { rows } = await sql<RecordRow>`
    select id, kind, ref, raw_id, hash, data, gone from pmo.record
    where connection = ${connection} and id in (
      select id from pmo.record where raw_id = any(${[...rawIds]}::bigint[])
      union
      select named.id from unnest(${names.map((n) => n.kind)}::text[], ${names.map((n) => n.ref)}::text[])
          as name (kind, ref)
        join pmo.record as named on named.connection = ${connection} and named.kind = name.kind
          and named.ref = name.ref and named.gone is distinct from 'merged'
    )
    order by kind, ref, id
    for no key update`.execute(tx)
  return rows.map(({ raw_id, gone, ...row }) => ({
    ...row,
    rawId: raw_id,
    ...(gone !== null && { gone }),
  }))
}
