import { setTimeout as delay } from 'node:timers/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../core/src/database/index.ts'
import { startSimulatorProcess } from '../support/simulator-process.ts'
import { busyHouse } from './support/busy-house.ts'
import { longestHold } from './support/loop-cpu.ts'
import { Product } from './support/product.ts'

const ISSUES = 5000
/** So many that a computation which does not give way is seen. */
const ITEMS = 20_000
/**
 * The aim is 50 ms at most, which the bench measures. A test must bear a machine that does other things as well: it
 * looks at nearly all turns of a long sync, and at the quietest of several exports.
 */
const AIM_MS = 50
const ATTEMPTS = 3

interface Blocks {
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/** How long the server's loop was blocked since the last look. */
async function blocks(product: Product): Promise<Blocks> {
  const seen = product.printed.length
  product.signal('SIGUSR2')
  for (;;) {
    const line = /LOOP (.*)\n/.exec(product.printed.slice(seen))?.[1]
    // Our own monitor wrote it.
    if (line !== undefined) return JSON.parse(line) as Blocks
    await delay(5)
  }
}

describe('law 11: the main loop is never blocked', () => {
  test(`by a sync of ${ISSUES} issues, by an export, by a list`, async () => {
    await using simulator = await startSimulatorProcess(['--preset', 'synthetic', '--issues', String(ISSUES)])
    await using product = await Product.start({
      preload: [join(import.meta.dirname, 'support/loop-monitor.ts')],
      variables: { PMO_TEST_TOKEN: simulator.token },
      files: {
        'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
export default defineConfig({
  plugins: [github],
  connections: { code: { plugin: 'github', baseUrl: '${simulator.url}', repositories: ['acme/app'],
    secrets: { token: 'env:PMO_TEST_TOKEN' }, sync: { every: 'never', budgetShare: 1 } } },
})`,
      },
    })
    await blocks(product)
    expect(await product.sync('code')).toMatchObject({ state: 'ok' })
    const synced = await blocks(product)
    const exported: number[] = []
    const listed: number[] = []
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      expect((await product.export()).split('\n').length).toBeGreaterThan(ISSUES / 2)
      exported.push((await blocks(product)).max)
      await product.client.api.workItems.list.query({ limit: 200, sort: 'title' })
      listed.push((await blocks(product)).max)
    }
    console.info('longest blocks of the main loop, ms', { synced, exported, listed })
    expect(synced.p95).toBeLessThan(AIM_MS)
    expect(synced.p99).toBeLessThan(2 * AIM_MS)
    expect(Math.min(...exported)).toBeLessThan(2 * AIM_MS)
    expect(Math.min(...listed)).toBeLessThan(2 * AIM_MS)
  })

  test('by a statement that the embedded database is long about: it runs in a thread of its own', async () => {
    await using database = await openDatabase({ memory: true })
    const over = new AbortController()
    const slow = sql`select count(*) from generate_series(1, 500000) as n where n::text like '%7%'`
      .execute(database.root)
      .finally(() => over.abort())
    let turns = 0
    while (!over.signal.aborted) {
      turns++
      await delay(1)
    }
    await slow
    expect(turns).toBeGreaterThan(20)
  })

  test(`by the schedule, people, conflicts, forecasts and baselines of ${ITEMS} items`, async () => {
    await using house = await busyHouse(ITEMS)
    const work: Readonly<Record<string, () => Promise<unknown>>> = {
      schedule: () => house.schedules.current(),
      list: () => house.reader.list({ limit: 200 }),
      problems: () => house.reader.problems({ limit: 200 }),
      criticalPath: () => house.reader.criticalPath(),
      persons: () => house.persons.everybody(),
      links: () => house.finder.catchUp(),
      capacity: () => house.capacity.facts(),
      conflicts: () => house.conflicts.look(),
      impact: () => house.impact.whatIf([{ do: 'slip', item: 'code/i2', by: '20d' }]),
      forecast: () => house.forecasts.forecast({ iterations: 100 }),
      baseline: () => house.baselines.capture({ project: 'p1', name: 'First', reason: 'Agreed', by: 'ada' }),
      drift: () => house.baselines.compare({ project: 'p1' }),
    }
    const held = new Map<string, number>()
    for (const [name, run] of Object.entries(work)) held.set(name, await longestHold(run))
    console.info('longest computations of the main loop, ms', Object.fromEntries(held))
    expect([...held].filter(([, longest]) => longest > AIM_MS)).toEqual([])
    const { items } = await house.conflicts.list({ kinds: ['cycle'], limit: 1 })
    expect(items).toHaveLength(1)
  })
})
