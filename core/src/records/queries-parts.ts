import { parseJson, toJson } from '@headless-pmo/sdk'
import type { PartState, StreamKey } from '@headless-pmo/engine'
import { sql } from 'kysely'
import type { Handle, Tx } from '../database/index.ts'

/** State of the parts of a stream. */
export async function readParts(
  handle: Handle,
  { connection, stream }: StreamKey,
): Promise<Map<string, PartState>> {
  const { rows } = await sql<{
    part: string
    cursor: string | null
    map_key: string | null
    census_at: number | null
  }>`
    select part, cursor, map_key, census_at from pmo.stream_part
    where connection = ${connection} and stream = ${stream}`.execute(handle)
  return new Map(
    rows.map((row) => [
      row.part,
      {
        ...(row.cursor !== null && { cursor: parseJson(row.cursor) }),
        ...(row.map_key !== null && { mapKey: row.map_key }),
        ...(row.census_at !== null && { censusAt: row.census_at }),
      },
    ]),
  )
}

/** Writes new states: given fields replace, others stay; a state that says nothing new writes nothing (law 5). */
export async function writeParts(
  tx: Tx,
  { connection, stream }: StreamKey,
  parts: ReadonlyMap<string, PartState>,
): Promise<void> {
  if (parts.size === 0) return
  const rows = [...parts].map(([part, state]) => ({
    part,
    // As text inside JSON, so that it arrives in the column as it is.
    cursor: state.cursor === undefined ? null : toJson(state.cursor),
    map_key: state.mapKey,
    census_at: state.censusAt,
  }))
  await sql`
    insert into pmo.stream_part as known (connection, stream, part, cursor, map_key, census_at)
    select ${connection}, ${stream}, part, cursor::json, map_key, census_at
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as given (part text, cursor text, map_key text, census_at bigint)
    order by part
    on conflict (connection, stream, part) do update set
      cursor = coalesce(excluded.cursor, known.cursor),
      map_key = coalesce(excluded.map_key, known.map_key),
      census_at = coalesce(excluded.census_at, known.census_at)
    where (coalesce(excluded.cursor, known.cursor)::text, coalesce(excluded.map_key, known.map_key),
        coalesce(excluded.census_at, known.census_at))
      is distinct from (known.cursor::text, known.map_key, known.census_at)`.execute(tx)
}
