import { sql } from 'kysely'
import { createComputePool } from '../../../core/src/compute/index.ts'
import { MIGRATIONS } from '../../../core/src/compose/index.ts'
import {
  CapacityService,
  capacityWord,
  ConflictService,
  DependencyService,
  ForecastService,
  ImpactService,
  LinkFinder,
  LinkService,
  projectDays,
  ScheduleReader,
  ScheduleService,
} from '../../../core/src/coordination/index.ts'
import { migrate, openDatabase, type Handle } from '../../../core/src/database/index.ts'
import { DefinitionService } from '../../../core/src/definitions/index.ts'
import { OrganisationService, PersonsService } from '../../../core/src/people/index.ts'
import { BaselineService, PortfolioService } from '../../../core/src/portfolio/index.ts'

const PROJECTS = 10
const ACCOUNTS = 500
const NOW = Temporal.Instant.from('2026-11-22T12:00:00Z')

/**
 * Everything of coordination over so many items of two trackers, each with an assignee and about one link, some of which
 * are only found in texts; the last three hundred of the first tracker wait for each other in a ring.
 */
export async function busyHouse(items: number) {
  await using opening = new AsyncDisposableStack()
  const database = opening.use(await openDatabase({ memory: true }))
  const compute = opening.use(createComputePool({ threads: 1 }))
  await migrate(database, MIGRATIONS)
  const definitions = new DefinitionService(database)
  await definitions.applyFile({
    connections: { code: { plugin: 'tracker' }, desk: { plugin: 'tracker' } },
    units: [{ id: 'all', name: 'All', head: 'ada' }],
    roles: [{ id: 'developer', name: 'Developer' }],
    people: [{ id: 'ada', name: 'Ada', unit: 'all', roles: ['developer'], capacity: 80 }],
    projects: Array.from({ length: PROJECTS }, (_, n) => ({
      id: `p${n}`,
      name: `Project ${n}`,
      sources: [{ connection: n % 2 === 0 ? 'code' : 'desk', container: `acme/c${n}` }],
    })),
  })
  await fill(database.root, items)

  const [zone, now] = ['UTC', () => NOW]
  const lastReadings = async () => new Map([['issues', NOW.toString()]])
  const portfolio = new PortfolioService({ database, definitions, lastReadings, today: () => '2026-11-22' })
  const organisation = new OrganisationService(definitions)
  const persons = new PersonsService({
    database,
    pool: compute,
    stated: () => organisation.statedPeople(),
  })
  const schedules = new ScheduleService({ database, definitions, portfolio, compute, settings: {}, now })
  const capacity = new CapacityService({
    database,
    definitions,
    schedules,
    organisation,
    persons,
    compute,
    lastReadings,
    zone,
    now,
  })
  const finder = new LinkFinder(database)
  const links = new LinkService(database, definitions)
  const dependencies = new DependencyService({ database, portfolio, finder, links })
  const baselines = new BaselineService({
    database,
    scoped: () => portfolio.scoped(),
    lastReadings,
    scheduledDays: (project) => projectDays(schedules, project),
  })
  const resources = opening.move()
  return {
    schedules,
    reader: new ScheduleReader(schedules),
    persons,
    capacity,
    finder,
    conflicts: new ConflictService({
      database,
      definitions,
      schedules,
      dependencies,
      capacity: () => capacityWord(capacity),
    }),
    baselines,
    impact: new ImpactService({ database, schedules, definitions, persons, organisation, compute }),
    forecasts: new ForecastService({
      database,
      definitions,
      schedules,
      compute,
      people: capacity,
      settings: {},
    }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

/** Rows as a sync leaves them, by the database itself: how they come there is the other laws' matter. */
async function fill(root: Handle, items: number): Promise<void> {
  const tracker = sql`case when n % 2 = 0 then 'code' else 'desk' end`
  await sql`
    insert into pmo.record (connection, kind, ref, key, raw_id, hash, data)
    select ${tracker}, 'container', 'c' || n, 'acme/c' || n, 0, 'h', jsonb_build_object('kind', 'container',
      'ref', 'c' || n, 'key', 'acme/c' || n, 'name', 'C' || n, 'nativeType', 'repository')
    from generate_series(0, ${PROJECTS - 1}::int) as n`.execute(root)
  await sql`
    insert into pmo.record (connection, kind, ref, raw_id, hash, data)
    select ${tracker}, 'account', 'u' || n, 0, 'h', jsonb_build_object('kind', 'account', 'ref', 'u' || n,
      'login', 'user' || n / 2, 'displayName', 'First' || n % 37 || ' Last' || n / 2,
      'email', 'user' || n / 2 || '@example.com', 'type', 'human')
    from generate_series(0, ${ACCOUNTS - 1}::int) as n`.execute(root)
  await sql`
    insert into pmo.record (connection, kind, ref, key, raw_id, container, hash, data)
    select ${tracker}, 'workItem', 'i' || n, 'acme/c' || n % 10 || '#' || n, 0, 'ref:c' || n % 10, 'h',
      jsonb_strip_nulls(jsonb_build_object('kind', 'workItem', 'ref', 'i' || n, 'key', 'acme/c' || n % 10 || '#' || n,
        'container', 'c' || n % 10, 'type', 'task', 'title', 'One of many things to do, number ' || n,
        'status', 'Open', 'statusCategory', case when n % 5 = 0 then 'done' else 'todo' end,
        'created', '2026-01-05T09:00:00Z', 'updated', '2026-11-01T00:00:00Z',
        'started', case when n % 5 = 0 then '2026-09-02T09:00:00Z' end,
        'finished', case when n % 5 = 0 then to_char(date '2026-10-01' + n % 40, 'YYYY-MM-DD') || 'T12:00:00Z' end,
        'due', case when n % 4 = 0 then (date '2026-12-01' + n % 300)::text end,
        'assignees', jsonb_build_array('u' || n % 2 + 2 * (n / 10 % ${ACCOUNTS / 2}::int)),
        'estimate', case when n % 3 = 0 then 240 + n % 7 * 60 end,
        'description', repeat('Some words about it. ', 20)
          || case when n % 50 = 3 then 'Blocked by acme/c' || (n + 7) % 10 || '#' || n + 7 || '.' else '' end))
    from generate_series(1, ${items}::int) as n`.execute(root)
  await sql`
    insert into pmo.record (connection, kind, ref, raw_id, hash, data)
    select ${tracker}, 'dependency', 'd' || n, 0, 'h', jsonb_build_object('kind', 'dependency', 'ref', 'd' || n,
      'from', 'i' || n, 'to', 'i' || n + 10, 'type', 'blocks')
    from generate_series(1, ${items - 10}::int) as n where n / 10 % 40 <> 0`.execute(root)
  await sql`
    insert into pmo.record (connection, kind, ref, raw_id, hash, data)
    select 'code', 'dependency', 'r' || n, 0, 'h', jsonb_build_object('kind', 'dependency', 'ref', 'r' || n,
      'from', 'i' || n, 'to', 'i' || case when n + 2 > ${items}::int then ${items - 598}::int else n + 2 end,
      'type', 'blocks')
    from generate_series(${items - 598}::int, ${items}::int, 2) as n`.execute(root)
  await sql`
    insert into pmo.change (record_id, connection, kind, event, cause, at, known_at)
    select id, connection, kind, 'created', 'tracker', now(), now() from pmo.record order by id`.execute(root)
  await sql`analyze pmo.record`.execute(root)
}
