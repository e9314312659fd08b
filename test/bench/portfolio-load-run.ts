import { sql } from 'kysely'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import {
  createComputePool,
  type ComputeOptions,
  type ComputePool,
  type ComputeTask,
} from '../../core/src/compute/index.ts'
import { migrate, openDatabase } from '../../core/src/database/index.ts'
import {
  configVersionMigration,
  definitionsMigration,
  DefinitionService,
} from '../../core/src/definitions/index.ts'
import { linksMigration, ScheduleService } from '../../core/src/coordination/index.ts'
import { leaseMigration } from '../../core/src/jobs/index.ts'
import { PortfolioService } from '../../core/src/portfolio/index.ts'
import { syncedDataMigration } from '../../core/src/records/index.ts'
import { scenarioInput } from './child.ts'

/** Loads and schedules items of twenty projects with about two links each, once cold and once after some changed. */
const { items } = scenarioInput(z.object({ items: z.int() }))
const PROJECTS = 20

await using database = await openDatabase({ memory: true })
await migrate(database, [
  leaseMigration,
  syncedDataMigration,
  definitionsMigration,
  configVersionMigration,
  linksMigration,
])
const definitions = new DefinitionService(database)
await definitions.applyFile({
  connections: { code: { plugin: 'bench' } },
  projects: Array.from({ length: PROJECTS }, (_, n) => ({
    id: `p${n}`,
    name: `Project ${n}`,
    sources: [{ connection: 'code', container: `acme/c${n}` }],
  })),
})
const { root } = database
// Rows as a sync leaves them, by the database itself: how they came there is measured elsewhere.
await sql`
  insert into pmo.record (connection, kind, ref, key, raw_id, hash, data)
  select 'code', 'container', 'c' || n, 'acme/c' || n, 0, 'h', jsonb_build_object('kind', 'container', 'ref', 'c' || n,
    'key', 'acme/c' || n, 'name', 'C' || n, 'nativeType', 'repository')
  from generate_series(0, ${PROJECTS - 1}::int) as n`.execute(root)
await sql`
  insert into pmo.record (connection, kind, ref, key, raw_id, container, hash, data)
  select 'code', 'workItem', 'i' || n, 'acme/c' || (n % 20) || '#' || n, 0, 'ref:c' || (n % 20), 'h',
    jsonb_build_object('kind', 'workItem', 'ref', 'i' || n, 'key', 'acme/c' || (n % 20) || '#' || n,
      'container', 'c' || (n % 20), 'type', 'task', 'title', 'One of many things to do, number ' || n,
      'status', 'Open', 'statusCategory', case when n % 5 = 0 then 'done' else 'todo' end,
      'assignees', jsonb_build_array('u' || (n % 300)), 'updated', '2026-02-01T00:00:00Z',
      'url', 'https://code.example/acme/c' || (n % 20) || '/issues/' || n, 'estimate', 240 + (n % 7) * 60,
      'description', repeat('Some words about it. ', 50), 'labels', jsonb_build_array('a', 'b'))
  from generate_series(1, ${items}::int) as n`.execute(root)
await sql`
  insert into pmo.record (connection, kind, ref, raw_id, hash, data)
  select 'code', 'dependency', 'd' || n || '-' || k, 0, 'h', jsonb_build_object('kind', 'dependency',
    'ref', 'd' || n || '-' || k, 'from', 'i' || n, 'to', 'i' || (n + k * 20), 'type', 'blocks')
  from generate_series(1, ${items}::int) as n, generate_series(1, 2) as k
  where n + k * 20 <= ${items}::int and (n / 20) % 50 <> 0`.execute(root)

const hold = monitorEventLoopDelay({ resolution: 1 })
await using pool = createComputePool()
let computed = 0
const run = async <Input, Output>(
  task: ComputeTask<Input, Output>,
  input: Input,
  options?: ComputeOptions,
): Promise<Awaited<Output>> => {
  const begun = performance.now()
  try {
    return await pool.run(task, input, options)
  } finally {
    computed = performance.now() - begun
  }
}
const compute: ComputePool = {
  threads: pool.threads,
  run,
  runAll: (task, inputs, options) => pool.runAll(task, inputs, options),
  [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
}
const service = new ScheduleService({
  database,
  definitions,
  portfolio: new PortfolioService({
    database,
    definitions,
    lastReadings: async () => new Map(),
    today: () => '2026-05-04',
  }),
  compute,
  settings: {},
  now: () => Temporal.Instant.from('2026-05-04T12:00:00Z'),
})

async function timed(): Promise<{ all: number; computed: number; longestBlock: number }> {
  hold.enable()
  hold.reset()
  const begun = performance.now()
  await service.current()
  const all = performance.now() - begun
  hold.disable()
  return { all, computed, longestBlock: hold.max / 1e6 }
}

const first = await timed()
await sql`
  insert into pmo.change (record_id, connection, kind, event, cause, at, known_at)
  select id, connection, kind, 'changed', 'tracker', now(), now() from pmo.record where kind = 'workItem'
  order by id limit 100`.execute(root)
const again = await timed()
console.log(JSON.stringify({ first, again }))
