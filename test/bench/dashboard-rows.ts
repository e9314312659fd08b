import { sql, type Kysely } from 'kysely'

/**
 * Items as a sync leaves them, by the database itself: tasks of one to ten days in a row of their project, every tenth waiting for
 * one of another project, and a fifth done.
 * @param today a calendar day that they lie around
 */
export async function fillDashboardRows(
  root: Kysely<never>,
  { items, projects, today }: { readonly items: number; readonly projects: number; readonly today: string },
): Promise<void> {
  await sql`
    insert into pmo.record (connection, kind, ref, key, raw_id, hash, data)
    select 'code', 'container', 'c' || n, 'c' || n, 0, 'h', jsonb_build_object('kind', 'container', 'ref', 'c' || n,
      'key', 'c' || n, 'name', 'C' || n, 'nativeType', 'repository')
    from generate_series(0, ${projects - 1}::int) as n`.execute(root)
  await sql`
    insert into pmo.record (connection, kind, ref, raw_id, hash, data)
    select 'code', 'account', 'u' || n, 0, 'h', jsonb_build_object('kind', 'account', 'ref', 'u' || n, 'login', 'u' || n,
      'name', 'Person ' || n, 'type', 'human') from generate_series(0, 299) as n`.execute(root)
  await sql`
    insert into pmo.record (connection, kind, ref, key, raw_id, container, hash, data)
    select 'code', 'workItem', 'i' || n, 'c' || (n % ${projects}::int) || '#' || n, 0, 'ref:c' || (n % ${projects}::int), 'h',
      jsonb_build_object('kind', 'workItem', 'ref', 'i' || n, 'key', 'c' || (n % ${projects}::int) || '#' || n,
        'container', 'c' || (n % ${projects}::int), 'type', 'task', 'title', 'One of many things to do, number ' || n,
        'url', 'https://tracker.example/' || n,
        'status', case when n % 5 = 0 then 'Done' when n % 7 = 0 then 'Doing' else 'Open' end,
        'statusCategory', case when n % 5 = 0 then 'done' when n % 7 = 0 then 'in_progress' else 'todo' end,
        'assignees', jsonb_build_array('u' || (n % 300)), 'created', '2026-01-05T09:00:00Z',
        'updated', ${today}::text || 'T06:00:00Z',
        'plannedStart', to_char(${today}::date - 90 + (n / ${projects}::int) % 400, 'YYYY-MM-DD'),
        'plannedFinish', to_char(${today}::date - 88 + (n / ${projects}::int) % 400 + n % 9, 'YYYY-MM-DD'),
        'due', to_char(${today}::date - 86 + (n / ${projects}::int) % 400 + n % 9, 'YYYY-MM-DD'),
        'estimate', 240 + (n % 7) * 60)
      || case when n % 5 = 0 then jsonb_build_object('completed', ${today}::text || 'T05:00:00Z') else '{}'::jsonb end
    from generate_series(1, ${items}::int) as n`.execute(root)
  await sql`
    insert into pmo.record (connection, kind, ref, raw_id, hash, subject, target, data)
    select 'code', 'dependency', 'd' || n, 0, 'h', 'ref:i' || n, 'ref:i' || (n + step),
      jsonb_build_object('kind', 'dependency', 'ref', 'd' || n, 'from', 'i' || n, 'to', 'i' || (n + step), 'type', 'blocks')
    from (select n, ${projects}::int + case when n % 10 = 0 then 1 else 0 end as step
      from generate_series(1, ${items}::int) as n) as each
    where n + step <= ${items}::int`.execute(root)
  await sql`analyze pmo.record`.execute(root)
}
