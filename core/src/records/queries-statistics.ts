import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'

const TABLES = ['raw', 'record', 'record_alias', 'change', 'stream_part'] as const

/**
 * Cleans up and brings the planner's statistics up to date where a table has grown by half or more since they
 * were made. A server does so by itself within minutes; the embedded database never does, and lists then
 * take the wrong index. To be called when a run has ended; outside any transaction.
 *
 * @param handle the root handle
 * @returns the tables that were looked through
 */
export async function refreshStatistics(handle: Handle): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'pmo'::regnamespace and relname = any(${[...TABLES]}::text[])
      and pg_relation_size(oid) / current_setting('block_size')::integer > relpages * 1.5`.execute(handle)
  for (const { name } of rows) await sql`vacuum (analyze) ${sql.table(`pmo.${name}`)}`.execute(handle)
  return rows.map(({ name }) => name)
}
