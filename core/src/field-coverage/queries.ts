import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'
import type { FieldCounts } from './coverage.ts'

/** Counts values in the fields of a connection's live work items, in the database: one pass over them. */
export async function countFields(handle: Handle, connection: string): Promise<FieldCounts> {
  const item = sql`record.connection = ${connection} and record.kind = 'workItem' and record.gone is null`
  const { rows: filled } = await sql<{ field: string; custom: boolean; items: number }>`
    select named.field, named.custom, count(*)::integer as items
    from pmo.record as record
    cross join lateral (
      select jsonb_object_keys(record.data) as field, false as custom
      union all
      select jsonb_object_keys(coalesce(record.data->'fields', '{}'::jsonb)), true
    ) as named
    where ${item}
    group by named.field, named.custom
    union all
    select 'iteration', false, count(distinct stay.subject)::integer
    from pmo.record as stay
    where stay.connection = ${connection} and stay.kind = 'membership' and stay.gone is null
    having count(*) > 0`.execute(handle)
  const { rows: totals } = await sql<{ total: number }>`
    select count(*)::integer as total from pmo.record as record where ${item}`.execute(handle)
  const { rows: definitions } = await sql<{ ref: string; name: string; key: string; feeds: string | null }>`
    select ref, data->>'name' as name, data->>'key' as key, data->>'feeds' as feeds
    from pmo.record
    where connection = ${connection} and kind = 'fieldDefinition' and gone is null
    order by ref`.execute(handle)
  return {
    total: totals[0]?.total ?? 0,
    filled,
    definitions: definitions.map(({ feeds, ...rest }) => ({ ...rest, ...(feeds !== null && { feeds }) })),
  }
}
