import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'

/**
 * A text that changes whenever any row of synced data is inserted, updated or deleted: counts, and the newest
 * transaction that wrote each table. For tests of "nothing new, nothing written" (law 5).
 */
export async function fingerprint(handle: Handle): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ name: string; state: string }>`
    select name, state from (
      select 'raw' as name, ${state(sql`sum(revision)`)} as state from pmo.raw
      union all select 'record', ${state(sql`max(id)`)} from pmo.record
      union all select 'record_alias', ${state(sql`max(record_id)`)} from pmo.record_alias
      union all select 'change', ${state(sql`max(seq)`)} from pmo.change
      union all select 'stream_part', ${state(sql`0`)} from pmo.stream_part
      union all select 'removal', ${state(sql`max(id)`)} from pmo.removal
      union all select 'removal_item', ${state(sql`max(removal_id)`)} from pmo.removal_item
    ) as tables`.execute(handle)
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]))
}

/** `xmin` is the transaction that wrote a row version; a sum tells of older rows that were rewritten, too. */
function state(counter: ReturnType<typeof sql>) {
  return sql`count(*) || '/' || coalesce(${counter}, 0) || '/' || coalesce(sum(xmin::text::bigint), 0)`
}
