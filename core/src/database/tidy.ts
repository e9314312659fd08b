import { sql } from 'kysely'
import type { Handle } from './tables.ts'

/** A table is tidied when it has grown by this share since the last time, and by this many pages of 8 kB. */
const GROWTH = { share: 0.2, pages: 16 }

/**
 * Does what autovacuum does on a server, which the embedded database lacks: without it deleted rows keep their place for
 * ever and the planner knows nothing about the tables. Its counters of changed rows stand still too, so growth since the last vacuum decides.
 * Returns the tables that were done.
 */
export async function tidy(root: Handle): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('pmo', 'pgboss')
      and pg_relation_size(c.oid) / 8192 > greatest(c.relpages, 0) * ${1 + GROWTH.share}::float8 + ${GROWTH.pages}::int
    order by 1`.execute(root)
  for (const { name } of rows) await sql`vacuum (analyze) ${sql.raw(name)}`.execute(root)
  return rows.map(({ name }) => name)
}
