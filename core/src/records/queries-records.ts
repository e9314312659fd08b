import type { StoredRecord } from '@headless-pmo/engine'
import type { RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'
import type { RecordTable } from './tables.ts'

type RecordRow = Pick<RecordTable, 'id' | 'kind' | 'ref' | 'hash' | 'data' | 'gone'> & {
  readonly raw_id: number
}

/** Records of raw items and records by name, tombstones included. One index probe a raw item or name. */
export async function ownedOrNamed(
  handle: Handle,
  connection: string,
  wanted: {
    readonly rawIds: readonly number[]
    readonly names: readonly { readonly kind: RecordKind; readonly ref: string }[]
  },
): Promise<StoredRecord[]> {
  const { rawIds, names } = wanted
  if (rawIds.length === 0 && names.length === 0) return []
  const { rows } = await sql<RecordRow>`
    select owned.id, owned.kind, owned.ref, owned.raw_id, owned.hash, owned.data, owned.gone
    from unnest(${[...rawIds]}::bigint[]) as wanted (raw_id) cross join lateral (
      select * from pmo.record where record.raw_id = wanted.raw_id and connection = ${connection} offset 0
    ) as owned
    union all
    select named.id, named.kind, named.ref, named.raw_id, named.hash, named.data, named.gone
    from unnest(${names.map((n) => n.kind)}::text[], ${names.map((n) => n.ref)}::text[]) as wanted (kind, ref)
    cross join lateral (
      select * from pmo.record
      where connection = ${connection} and record.kind = wanted.kind and record.ref = wanted.ref
        and gone is distinct from 'merged'
      limit 1
    ) as named
`.execute(handle)
  const unique = new Map(rows.map((row) => [row.id, row])).values()
  return [...unique].map(({ raw_id, gone, ...row }) => ({
    ...row,
    rawId: raw_id,
    ...(gone !== null && { gone }),
  }))
}
