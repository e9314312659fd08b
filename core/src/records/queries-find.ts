import type { RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'
import { placeholder, type RecordView, type Resolved } from './record-view.ts'
import type { KindedReference } from './reference-fields.ts'
import { namesOf } from './reference-name.ts'
import type { RecordTable } from './tables.ts'

export type RecordRow = Pick<RecordTable, 'id' | 'connection' | 'kind' | 'ref' | 'key' | 'gone' | 'data'> & {
  readonly gone_at: string | null
}

/** Columns of a {@link RecordRow}, for `select`. */
export const recordColumns = ['id', 'connection', 'kind', 'ref', 'key', 'gone', 'gone_at', 'data'] as const

/** Makes a view of a row. A named boundary: the kind of a row's data is the one it was asked for by. */
export function recordView<K extends RecordKind>(row: RecordRow): RecordView<K> {
  return {
    id: row.id,
    connection: row.connection,
    kind: row.kind as K,
    ref: row.ref,
    data: row.data as RecordView<K>['data'],
    ...(row.key !== null && { key: row.key }),
    ...(row.gone !== null && { gone: row.gone }),
    ...(row.gone_at !== null && { goneAt: row.gone_at }),
  }
}

/** Finds one record by its ref, a former ref, or its readable key; tombstones included. */
export async function findRecord<K extends RecordKind>(
  handle: Handle,
  name: { readonly connection: string; readonly kind: K; readonly name: string },
): Promise<RecordView<K> | undefined> {
  const { connection, kind } = name
  const [byRef] = await resolveReferences(handle, connection, [{ kind, reference: name.name }])
  const [found] =
    byRef?.found === true
      ? [byRef]
      : await resolveReferences(handle, connection, [{ kind, reference: { key: name.name } }])
  if (found?.found !== true) return undefined
  const [view] = await recordsById<K>(handle, [found.id])
  return view
}

/** Records by row id, in the order of the ids; those that do not exist are left out. */
export async function recordsById<K extends RecordKind>(
  handle: Handle,
  ids: readonly number[],
): Promise<RecordView<K>[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<RecordRow>`
    select ${sql.join(recordColumns.map((column) => sql.ref(column)))} from pmo.record
    where id = any(${[...ids]}::bigint[])`.execute(handle)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row === undefined ? [] : [recordView<K>(row)]
  })
}

type ResolvedRow = Pick<RecordTable, 'id' | 'kind' | 'ref' | 'key' | 'gone'> & {
  readonly position: number
  readonly title: string | null
  readonly url: string | null
}

/**
 * Where references lead, in their order. A ref leads to the record that has it, else to the one that had it
 * before; a key to the live record with that key, else to a tombstone.
 */
export async function resolveReferences(
  handle: Handle,
  connection: string,
  references: readonly KindedReference[],
): Promise<Resolved[]> {
  if (references.length === 0) return []
  const names = references.map(({ kind, reference }) =>
    typeof reference === 'string' ? { kind, ref: reference } : { kind, key: reference.key },
  )
  const { rows } = await sql<ResolvedRow>`
    select wanted.position, found.id, found.kind, found.ref, found.key, found.title, found.gone,
      found.data->>'url' as url
    from json_to_recordset(${JSON.stringify(names.map((name, position) => ({ ...name, position })))}::json)
      as wanted (kind text, ref text, key text, position integer)
    cross join lateral (
      select * from (
        select 0 as rank, named.* from pmo.record as named
        where named.connection = ${connection} and named.kind = wanted.kind and named.ref = wanted.ref
          and named.gone is distinct from 'merged'
        union all
        select 1, named.* from pmo.record_alias as alias join pmo.record as named on named.id = alias.record_id
        where alias.connection = ${connection} and alias.kind = wanted.kind and alias.alias = wanted.ref
          and named.gone is distinct from 'merged'
        union all
        select case when named.gone is null then 2 else 3 end, named.* from pmo.record as named
        where named.connection = ${connection} and named.kind = wanted.kind and named.key = wanted.key
          and named.gone is distinct from 'merged'
      ) as candidate order by rank, ref limit 1
    ) as found`.execute(handle)
  const byPosition = new Map(rows.map((row) => [row.position, row]))
  return references.map(({ kind, reference }, position): Resolved => {
    const row = byPosition.get(position)
    if (row === undefined) return placeholder(kind, reference)
    return {
      found: true,
      id: row.id,
      connection,
      kind: row.kind,
      ref: row.ref,
      ...(row.key !== null && { key: row.key }),
      ...(row.title !== null && { title: row.title }),
      ...(row.url !== null && { url: row.url }),
      ...(row.gone !== null && { gone: row.gone }),
    }
  })
}

/** Every name by which references may point at each of these records (their refs, former refs, keys). */
export async function allNames(
  handle: Handle,
  records: readonly { readonly id: number; readonly ref: string; readonly key?: string }[],
): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ record_id: number; alias: string }>`
    select record_id, alias from pmo.record_alias
    where record_id = any(${records.map(({ id }) => id)}::bigint[])`.execute(handle)
  const aliases = Map.groupBy(rows, (row) => row.record_id)
  return new Map(
    records.map((record) => [
      record.id,
      namesOf({ ...record, aliases: (aliases.get(record.id) ?? []).map(({ alias }) => alias) }),
    ]),
  )
}
