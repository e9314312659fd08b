import type { StoredRaw, StoredRawText, StreamKey, TombstoneReason } from '@headless-pmo/engine'
import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'
import { records, type RawTable } from './tables.ts'

type RawRow = Omit<RawTable, 'connection' | 'stream' | 'json' | 'gone_at'>

const columns = [
  'id',
  'ref',
  'part',
  'version',
  'hash',
  'map_key',
  'map_error',
  'gone',
  'revision',
] as const satisfies readonly (keyof RawRow)[]

/** Raw items by ref. */
export async function rawByRef(
  handle: Handle,
  stream: StreamKey,
  refs: readonly string[],
): Promise<Map<string, StoredRaw>> {
  const rows = await probeRefs<RawRow>(handle, stream, { refs, columns })
  return new Map(rows.map((row) => [row.ref, storedRaw(row)]))
}

/** Raw items with their wire text. */
export async function rawText(
  handle: Handle,
  stream: StreamKey,
  refs: readonly string[],
): Promise<Map<string, StoredRawText>> {
  const rows = await probeRefs<RawRow & { readonly json: string }>(handle, stream, {
    refs,
    columns: [...columns, 'json'],
  })
  return new Map(rows.map((row) => [row.ref, { ...storedRaw(row), json: row.json }]))
}

/** Raw items by row id, with their streams. */
export async function rawById(
  handle: Handle,
  ids: readonly number[],
): Promise<Map<number, StoredRaw & { readonly stream: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await records(handle)
    .selectFrom('pmo.raw')
    .select([...columns, 'stream'])
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, { ...storedRaw(row), stream: row.stream }]))
}

/** Live raw items that were mapped under another key, in order of ref. */
export async function rawToMap(
  handle: Handle,
  stream: StreamKey,
  page: { readonly mapKey: string; readonly after: string | undefined; readonly limit: number },
): Promise<StoredRawText[]> {
  const rows = await ofStream(handle, stream)
    .select([...columns, 'json'])
    .where('gone', 'is', null)
    .where('map_key', '!=', page.mapKey)
    .where('ref', '>', page.after ?? '')
    .orderBy('ref')
    .limit(page.limit)
    .execute()
  return rows.map((row) => ({ ...storedRaw(row), json: row.json }))
}

export async function countLiveRaw(handle: Handle, stream: StreamKey): Promise<number> {
  const row = await ofStream(handle, stream)
    .select((eb) => eb.fn.countAll<number>().as('live'))
    .where('gone', 'is', null)
    .executeTakeFirstOrThrow()
  return row.live
}

/** One page of live refs in order, after a ref. */
export function liveRefsPage(
  handle: Handle,
  stream: StreamKey,
  page: { readonly part: string | undefined; readonly after: string; readonly limit: number },
): Promise<{ ref: string; revision: number; part: string }[]> {
  let query = ofStream(handle, stream)
    .select(['ref', 'revision', 'part'])
    .where('gone', 'is', null)
    .where('ref', '>', page.after)
    .orderBy('ref')
    .limit(page.limit)
  if (page.part !== undefined) query = query.where('part', '=', page.part)
  return query.execute()
}

/**
 * One index probe a ref. `ref = any(…)` would leave the choice to the planner, which reads the whole stream for
 * every page as long as a table has grown without new statistics (the embedded database never makes any).
 */
async function probeRefs<R>(
  handle: Handle,
  { connection, stream }: StreamKey,
  wanted: { readonly refs: readonly string[]; readonly columns: readonly string[] },
): Promise<R[]> {
  if (wanted.refs.length === 0) return []
  const { rows } = await sql<R>`
    select ${sql.join(wanted.columns.map((column) => sql.ref(`found.${column}`)))}
    from unnest(${[...wanted.refs]}::text[]) as wanted (ref)
    cross join lateral (
      select * from pmo.raw
      where connection = ${connection} and stream = ${stream} and raw.ref = wanted.ref
      limit 1
    ) as found`.execute(handle)
  return rows
}

function ofStream(handle: Handle, { connection, stream }: StreamKey) {
  return records(handle)
    .selectFrom('pmo.raw')
    .where('connection', '=', connection)
    .where('stream', '=', stream)
}

function storedRaw(row: RawRow): StoredRaw {
  return {
    id: row.id,
    ref: row.ref,
    part: row.part,
    hash: row.hash,
    mapKey: row.map_key,
    revision: row.revision,
    ...(row.version !== null && { version: row.version }),
    ...(row.map_error !== null && { mapError: row.map_error }),
    ...(row.gone !== null && { gone: row.gone satisfies TombstoneReason }),
  }
}
