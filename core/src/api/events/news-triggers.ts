import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../database/index.ts'
import type { StoredNews } from './news.ts'

/**
 * One table whose writes are news. Each select gives the `data` of events: of `new_rows`, and after an update of `old_rows`
 * too. A select without rows is no news.
 */
interface NewsSource {
  readonly table: string
  /** Name of the event as SQL, where it depends on the row; else its text. */
  readonly kind: StoredNews['kind'] | RawBuilder<unknown>
  readonly inserted?: RawBuilder<unknown>
  readonly updated?: RawBuilder<unknown>
}

/** Names in a list of an event, at most. */
const MOST_NAMES = sql.lit(20)

const runData = sql`jsonb_build_object('id', now.id, 'connection', now.connection, 'trigger', now.trigger,
  'dryRun', now.dry_run, 'state', now.state, 'problem', now.problem)`
const checkData = sql`jsonb_build_object('id', now.id, 'trigger', now.trigger, 'state', now.state, 'reason', now.reason)`
const ruleData = sql`jsonb_build_object('rule', now.rule, 'kind', now.kind, 'version', now.version, 'state', now.state)`
const conflictData = sql`jsonb_build_object(
    'projects', to_jsonb(array(select distinct party from new_rows, unnest(projects) as party order by 1)),
    'kinds', jsonb_agg(distinct now.kind), 'conflicts', count(*), 'ended', count(now.ended_at))`
const links = (kind: 'stated' | 'found') =>
  sql`select jsonb_build_object('links', count(*), 'kind', ${sql.lit(kind)}::text) as data from new_rows having count(*) > 0`

const SOURCES: readonly NewsSource[] = [
  {
    table: 'run',
    kind: 'run',
    inserted: sql`select ${runData} as data from new_rows as now`,
    updated: sql`select ${runData} as data from new_rows as now join old_rows as was using (id)
      where now.state <> was.state`,
  },
  {
    table: 'check_run',
    kind: 'check',
    inserted: sql`select ${checkData} as data from new_rows as now`,
    updated: sql`select ${checkData} as data from new_rows as now join old_rows as was using (id)
      where now.state <> was.state`,
  },
  {
    table: 'finding_event',
    kind: 'finding',
    inserted: sql`select jsonb_build_object('project', finding.project,
        'rules', to_jsonb((array_agg(distinct finding.rule order by finding.rule))[1:${MOST_NAMES}]),
        'findings', count(distinct now.finding),
        'opened', count(*) filter (where now.type = 'opened'),
        'reopened', count(*) filter (where now.type = 'reopened'),
        'resolved', count(*) filter (where now.type = 'resolved')) as data
      from new_rows as now join pmo.finding as finding on finding.id = now.finding
      group by finding.project order by finding.project nulls last`,
  },
  {
    table: 'conflict',
    kind: 'conflict',
    inserted: sql`select ${conflictData} as data from new_rows as now having count(*) > 0`,
    updated: sql`select ${conflictData} as data from new_rows as now having count(*) > 0`,
  },
  {
    table: 'definition',
    kind: sql`case when data->>'kind' = 'connection' then 'connection' else 'definition' end`,
    inserted: sql`select jsonb_build_object('kind', now.kind, 'id', now.id, 'version', now.version,
        'removed', now.body is null) as data from new_rows as now order by now.kind, now.position, now.id`,
  },
  {
    table: 'waiver_event',
    kind: 'waiver',
    inserted: sql`select jsonb_build_object('id', now.waiver, 'state', now.state, 'rule', waiver.rule,
        'project', waiver.project) as data
      from new_rows as now join pmo.waiver as waiver on waiver.id = now.waiver`,
  },
  {
    table: 'register_version',
    kind: 'register',
    inserted: sql`select jsonb_build_object('kind', entry.kind, 'id', now.id, 'version', now.version,
        'project', now.project) as data
      from new_rows as now join pmo.register_entry as entry on entry.id = now.id`,
  },
  {
    table: 'rule_version',
    kind: 'rule',
    inserted: sql`select ${ruleData} as data from new_rows as now`,
    updated: sql`select ${ruleData} as data from new_rows as now`,
  },
  { table: 'stated_link', kind: 'link', inserted: links('stated'), updated: links('stated') },
  { table: 'found_link_decision', kind: 'link', inserted: links('found'), updated: links('found') },
  {
    table: 'scenario_version',
    kind: 'scenario',
    inserted: sql`select jsonb_build_object('id', now.scenario, 'version', now.version) as data from new_rows as now`,
  },
  {
    table: 'scenario_run',
    kind: 'scenario',
    inserted: sql`select jsonb_build_object('id', now.scenario, 'version', now.version) as data from new_rows as now`,
  },
  {
    table: 'baseline',
    kind: 'baseline',
    inserted: sql`select jsonb_build_object('id', now.id, 'kind', now.kind, 'scope', now.scope_kind,
        'scopeId', now.scope_id) as data from new_rows as now`,
  },
  {
    table: 'plugin_decision',
    kind: 'plugin',
    inserted: sql`select jsonb_build_object('id', now.plugin, 'decision', now.decision) as data from new_rows as now`,
  },
]

/**
 * Has the database note news in the transaction that makes them, whoever writes: the server, a job or the command line on an open data
 * folder. One event stands for one statement (and project), so that the cost does not grow with its rows.
 */
export async function createNewsTriggers(tx: Tx): Promise<void> {
  for (const { table, kind, inserted, updated } of SOURCES) {
    const name = typeof kind === 'string' ? sql`${sql.lit(kind)}` : kind
    if (inserted !== undefined) await createTrigger(tx, { table, name, select: inserted, on: 'insert' })
    if (updated !== undefined) await createTrigger(tx, { table, name, select: updated, on: 'update' })
  }
}

async function createTrigger(
  tx: Tx,
  {
    table,
    name,
    select,
    on,
  }: {
    readonly table: string
    readonly name: RawBuilder<unknown>
    readonly select: RawBuilder<unknown>
    readonly on: 'insert' | 'update'
  },
): Promise<void> {
  const trigger = sql.ref(`news_of_${table}_${on}`)
  const before = on === 'update' ? sql`old table as old_rows` : sql``
  await sql`
    create function pmo.${trigger}() returns trigger language plpgsql as $news$ begin
      insert into pmo.news (kind, data)
      select ${name}, jsonb_strip_nulls(case when ${name} = 'connection' then data - 'kind' else data end)
      from (${select}) as happened;
      return null;
    end $news$`.execute(tx)
  await sql`
    create trigger ${trigger} after ${sql.raw(on)} on pmo.${sql.ref(table)}
    referencing ${before} new table as new_rows
    for each statement execute function pmo.${trigger}()`.execute(tx)
}
