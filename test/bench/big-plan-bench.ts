import { statSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '../support/postgres-cluster.ts'
import { runScenario } from './child.ts'
import type { Cost } from './measure.ts'

/** Tasks of the plan; the aims are for this many. `BENCH_TASKS` sets another size. */
export const TASKS = Number(process.env['BENCH_TASKS'] ?? 100_000)

interface Reading {
  readonly cost: Cost
}
interface Sync {
  readonly full: Cost & { readonly run: { readonly state: string; readonly items: number } }
  readonly again: Cost & { readonly run: { readonly written: number } }
}

/** What a large plan costs: to write, to read, and to sync. */
export interface BigPlanFigures {
  readonly megabytes: number
  readonly written: Cost
  /** The parser alone, with handlers that do nothing. */
  readonly sax: Cost
  /** The connector's stream: parsed, numbered, made into raw items, a page at a time. */
  readonly stream: Cost
  /** The same with the mapping of each item. */
  readonly mapped: Cost
  readonly sync: Readonly<Record<'PostgreSQL' | 'embedded', Sync>>
}

/** Makes the plan, the same one every time, and measures each step in a process of its own. */
export async function measureBigPlan(home: string): Promise<BigPlanFigures> {
  const file = join(home, 'big.xml')
  const { cost: written } = await runScenario<Reading>('big-plan.ts', { file, tasks: TASKS })
  const read = async (how: 'sax' | 'stream' | 'map'): Promise<Cost> =>
    (await runScenario<Reading>('plan-read.ts', { file, how })).cost
  const [sax, stream, mapped] = [await read('sax'), await read('stream'), await read('map')]
  await using cluster = await startCluster({ fsync: true })
  const synced = (name: string, database: object): Promise<Sync> =>
    runScenario<Sync>('plan-sync.ts', { file, dataDir: join(home, name), ...database })
  return {
    megabytes: statSync(file).size / 1e6,
    written,
    sax,
    stream,
    mapped,
    sync: {
      PostgreSQL: await synced('plan-postgres', { databaseUrl: cluster.url() }),
      embedded: await synced('plan-embedded', {}),
    },
  }
}
