import { sql } from 'kysely'
import { z } from 'zod'
import { createComputePool } from '../../core/src/compute/index.ts'
import { MIGRATIONS } from '../../core/src/compose/index.ts'
import { ScheduleService } from '../../core/src/coordination/index.ts'
import { migrate, openDatabase } from '../../core/src/database/index.ts'
import { DefinitionService } from '../../core/src/definitions/index.ts'
import { PersonsService } from '../../core/src/people/index.ts'
import { PortfolioService } from '../../core/src/portfolio/index.ts'
import { loadRegistry } from '../../core/src/registry/index.ts'
import { FindingService, PortfolioFacts, StandardsService } from '../../core/src/standards/index.ts'
import { scenarioInput } from './child.ts'
import { measured } from './measure.ts'
import { plainRules } from './plain-rules.ts'

/**
 * Judges items of many projects by the packs of standards on PostgreSQL: all of them, after a sync that changed 100 items
 * in ten projects, after one that changed 100 spread over as many, and after one that moved the dates of ten. The floor reads the rows that the rules need (work
 * items without descriptions, links, accounts, containers) once, in pages by row id, as JSON that is parsed.
 */
const { items, projects, url } = scenarioInput(
  z.object({ items: z.int(), projects: z.int(), url: z.string() }),
)
const NOW = '2026-05-04T12:00:00Z'
const PACKS = ['schedule', 'agile', 'governance', 'data']

await using database = await openDatabase({ url })
await migrate(database, MIGRATIONS)
const { root } = database
const definitions = new DefinitionService(database)
await definitions.applyFile({
  connections: { code: { plugin: 'bench' } },
  projects: Array.from({ length: projects }, (_, n) => ({
    id: `p${n}`,
    name: `Project ${n}`,
    sources: [{ connection: 'code', container: `c${n}` }],
  })),
})
// Rows as a sync leaves them, by the database itself: how they came there is measured elsewhere.
await sql`
  insert into pmo.record (connection, kind, ref, key, raw_id, hash, data)
  select 'code', 'container', 'c' || n, 'c' || n, 0, 'h', jsonb_build_object('kind', 'container', 'ref', 'c' || n,
    'key', 'c' || n, 'name', 'C' || n, 'nativeType', 'repository')
  from generate_series(0, ${projects - 1}::int) as n`.execute(root)
await sql`
  insert into pmo.record (connection, kind, ref, raw_id, hash, data)
  select 'code', 'account', 'u' || n, 0, 'h', jsonb_build_object('kind', 'account', 'ref', 'u' || n, 'login', 'u' || n,
    'type', 'human') from generate_series(0, 299) as n`.execute(root)
await sql`
  insert into pmo.record (connection, kind, ref, key, raw_id, container, hash, data)
  select 'code', 'workItem', 'i' || n, 'c' || (n % ${projects}::int) || '#' || n, 0, 'ref:c' || (n % ${projects}::int), 'h',
    jsonb_build_object('kind', 'workItem', 'ref', 'i' || n, 'key', 'c' || (n % ${projects}::int) || '#' || n,
      'container', 'c' || (n % ${projects}::int), 'type', 'task', 'title', 'One of many things to do, number ' || n,
      'status', 'Open', 'statusCategory', case when n % 5 = 0 then 'done' else 'todo' end,
      'assignees', jsonb_build_array('u' || (n % 300)), 'updated', '2026-02-01T00:00:00Z',
      'estimate', 240 + (n % 7) * 60, 'labels', jsonb_build_array('a', 'b'))
  from generate_series(1, ${items}::int) as n`.execute(root)
await sql`
  insert into pmo.record (connection, kind, ref, raw_id, hash, subject, target, data)
  select 'code', 'dependency', 'd' || n, 0, 'h', 'ref:i' || n, 'ref:i' || (n + ${projects}::int),
    jsonb_build_object('kind', 'dependency', 'ref', 'd' || n, 'from', 'i' || n, 'to', 'i' || (n + ${projects}::int),
      'type', 'blocks')
  from generate_series(1, ${items}::int) as n where n + ${projects}::int <= ${items}::int`.execute(root)
await sql`analyze pmo.record`.execute(root)

const floor = await measured(async () => {
  let bytes = 0
  for (let after = 0; ;) {
    const { rows } = await sql<{ id: number; text: string }>`
      select id, (data - 'description')::text as text from pmo.record
      where id > ${after} and gone is null order by id limit 5000`.execute(root)
    for (const { text } of rows) {
      bytes += text.length
      JSON.parse(text)
    }
    const last = rows.at(-1)
    if (last === undefined) return bytes
    after = last.id
  }
})

await using pool = createComputePool()
const now = (): Temporal.Instant => Temporal.Instant.from(NOW)
const today = (): string => '2026-05-04'
const lastReadings = async (): Promise<Map<string, string>> => new Map([['issues', '2026-05-04T10:00:00Z']])
const portfolio = new PortfolioService({ database, definitions, lastReadings, today })
const registry = await loadRegistry({
  plugins: PACKS.map((pack) => ({
    plugin: new URL(`../../plugins/standards-${pack}/src/index.ts`, import.meta.url).href,
    isolation: 'inline' as const,
  })),
  configFile: new URL('./pmo.config.ts', import.meta.url).pathname,
})
const service = new StandardsService({
  database,
  compute: pool,
  registry,
  facts: new PortfolioFacts({
    database,
    definitions,
    portfolio,
    compute: pool,
    schedules: new ScheduleService({ database, definitions, portfolio, compute: pool, settings: {}, now }),
    persons: new PersonsService({ database, pool, stated: async () => [] }),
    sync: { lastReadings, runs: async () => [], removals: async () => [] },
    today,
    now,
  }),
  scoped: () => portfolio.scoped(),
  projectsOf: (ids) => portfolio.projectsOf(ids),
  rules: async () => plainRules(registry.checks()),
  findings: new FindingService({
    database,
    owners: {
      projects: async () => new Map(),
      assignees: async (all) => all.map(() => undefined),
      assignedTo: async () => [],
      items: async (all) => all.map(() => undefined),
    },
  }),
  zone: 'UTC',
  now,
  holder: 'bench:1:a',
  isGone: () => false,
})

/** What a tracker may say otherwise of an item: no date hangs on the one, and the dates of what waits for it on the other. */
const CHANGES = {
  title: sql`jsonb_build_object('title', 'Now called otherwise ' || id)`,
  estimate: sql`jsonb_build_object('estimate', 960)`,
} as const

/** Lets the feed tell that 100 items are otherwise, in so many projects. */
async function change(what: keyof typeof CHANGES, spread: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    update pmo.record set data = data || ${CHANGES[what]}
    where id in (select id from pmo.record where kind = 'workItem' and container = any(
        select 'ref:c' || n from generate_series(0, ${spread - 1}::int) as n) order by id limit 100)
    returning id`.execute(root)
  await sql`
    insert into pmo.change (record_id, connection, kind, event, cause, before, at, known_at)
    select id, connection, kind, 'updated', 'tracker', ${JSON.stringify({ [what]: null })}::jsonb, now(), now() from pmo.record
    where id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(root)
}

const full = await measured(() => service.check({ full: true }))
const none = await measured(() => service.check())
await change('title', 10)
const few = await measured(() => service.check({ trigger: 'sync' }))
await change('title', 100)
const spread = await measured(() => service.check({ trigger: 'sync' }))
await change('estimate', 10)
const moved = await measured(() => service.check({ trigger: 'sync' }))
const rules = registry.checks().length
await registry.dispose()
console.log(
  JSON.stringify({
    rules,
    floor: floor.cost,
    full: { ...full.cost, units: full.result.units, counts: full.result.counts },
    none: none.cost,
    few: { ...few.cost, units: few.result.units },
    spread: { ...spread.cost, units: spread.result.units },
    moved: { ...moved.cost, units: moved.result.units },
  }),
)
