import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSimulatorProcess } from '../support/simulator-process.ts'
import { runScenario } from './child.ts'
import type { Cost } from './measure.ts'

/** What a page of about a hundred items costs the server, milliseconds. */
interface PageCost {
  readonly wallMs: number
  readonly cpuMs: number
}

export interface IsolationFigures {
  /** Full syncs by the real server, embedded database: the best of each. */
  readonly inlineMs: number
  readonly isolatedMs: number
  readonly boundary: { readonly pages: number; readonly inline: PageCost; readonly apart: PageCost }
}

/** Measures one and the same connector inline and in a process of its own. */
export async function measureIsolation(
  home: string,
  options: { readonly issues: number; readonly rounds: number },
): Promise<IsolationFigures> {
  const { issues, rounds } = options
  const seed = join(home, 'seed-isolation.json')
  const repository = { fullName: 'acme/app', issues, relations: false, pullShare: 0 }
  writeFileSync(seed, JSON.stringify({ seed: 1, repositories: [repository] }))
  await using simulator = await startSimulatorProcess([
    '--seed-file',
    seed,
    '--prerender',
    '--clock',
    'fixed',
  ])
  await simulator.control('POST', '/limits', { core: 100_000_000 })
  const { url, token } = simulator
  const boundary = await runScenario<IsolationFigures['boundary']>('boundary.ts', { url, token, rounds })
  const walls: Record<'0' | '1', number[]> = { '0': [], '1': [] }
  for (let round = 0; round < rounds; round++) {
    for (const isolated of ['0', '1'] as const) {
      const { full } = await runScenario<{ readonly full: Cost }>(
        'sync-run.ts',
        { dataDir: join(home, `data-isolation-${isolated}-${round}`) },
        { PMO_BENCH_URL: url, PMO_BENCH_TOKEN: token, PMO_BENCH_ISOLATED: isolated },
      )
      walls[isolated].push(full.wallMs)
    }
  }
  return { inlineMs: Math.min(...walls['0']), isolatedMs: Math.min(...walls['1']), boundary }
}
