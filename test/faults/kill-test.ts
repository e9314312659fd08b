import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Database } from '../../core/src/database/index.ts'
import { exportNdjson } from '../../core/src/records/index.ts'
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator-process.ts'
import { historyFaults } from './observed-history.ts'
import { ServerProcess } from './server-process.ts'

/** Rounds of the usual kills: one here, three in CI (51 kills together), thirty in the long rounds. */
const rounds = Number(process.env['PMO_KILL_ROUNDS'] ?? (process.env['PMO_TEST_DEEP'] === '1' ? 30 : 1))
const killsOf = (usual: number): number => Number(process.env['PMO_KILLS'] ?? usual * rounds)
const ISSUES = 240
const EDITS_PER_KILL = 12

/** A small generator of its own, so that a seed gives the same moments again. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function killed(
  environment: Readonly<Record<string, string>>,
  simulator: SimulatorProcess,
  { seed, mode, count }: { readonly seed: number; readonly mode: KillMode; readonly count: number },
): Promise<number> {
  const next = random(seed)
  let kills = 0
  while (kills < count) {
    await simulator.control('POST', '/random-edits', {
      seed: seed + kills,
      count: EDITS_PER_KILL,
      everyNRequests: 2,
      ...(mode === 'anything' ? {} : { kinds: STAYING }),
    })
    await using server = new ServerProcess(environment)
    await server.next('ready')
    const before = await requests(simulator)
    server.tell(mode === 'anything' && kills % 7 === 6 ? 'full' : 'sync')
    // Some requests into the run, then somewhere between fetch, map and commit.
    const after = before + 1 + Math.floor(next() * 24)
    const ended = server.next('run').then(
      () => true,
      () => true,
    )
    for (;;) {
      const over = await Promise.race([ended, delay(2).then(() => false)])
      if (over || (await requests(simulator)) >= after) break
    }
    await delay(Math.floor(next() * 40))
    await server.kill()
    await ended
    kills++
  }
  return kills
}

async function requests(simulator: SimulatorProcess): Promise<number> {
  return ((await simulator.control('GET', '/health')) as { readonly requests: number }).requests
}

/** Lets what is pending of the edits happen, then syncs until nothing is left to do, approving what is held. */
async function settle(
  environment: Readonly<Record<string, string>>,
  simulator: SimulatorProcess,
  mode: KillMode,
): Promise<void> {
  await using server = new ServerProcess(environment)
  await server.next('ready')
  for (let round = 0; round < 200; round++) {
    const { pending } = (await simulator.control('GET', '/script')) as { readonly pending: number }
    if (pending === 0) break
    server.tell('sync')
    await server.next('run')
  }
  for (let round = 0; round < 6; round++) {
    server.tell(mode === 'anything' ? 'full' : 'sync')
    const run = await server.next('run')
    if (run.problem !== undefined) throw new Error(`${run.problem} ${run.reasons.join('; ')}`)
    if (run.held === 0 && round >= 1) break
    if (run.held > 0) {
      server.tell(`approve ${run.id}`)
      await server.next('done')
    }
  }
  server.tell('end')
  await server.gone()
  expect(server.errors).toBe('')
}

async function exported(
  open: () => Promise<Database>,
): Promise<{ readonly lines: string[]; readonly faults: string[] }> {
  await using database = await open()
  const lines: string[] = []
  for await (const chunk of exportNdjson(database.root)) lines.push(chunk)
  return { lines: lines.join('').split('\n'), faults: await historyFaults(database) }
}

/** A database under test: how the server is told of it, and how the test opens it when the server is gone. */
export interface Home extends AsyncDisposable {
  readonly environment: Record<string, string>
  readonly open: () => Promise<Database>
}

/** The edits after which plain syncs alone must do: nothing leaves, so no census is needed. */
const STAYING = [
  'createIssue',
  'editIssue',
  'closeIssue',
  'reopenIssue',
  'addLabel',
  'removeLabel',
  'assign',
  'unassign',
  'advanceClock',
]

/** Whether items also leave, and full runs mend, or only plain syncs may bring the state up to date. */
export type KillMode = 'anything' | 'plain syncs only'

/** Kills the server again and again, then compares with a database that was synced once, after the last edit. */
export function killTest(
  name: string,
  { mode, kills }: { readonly mode: KillMode; readonly kills: number },
  makeHome: () => Promise<Home>,
): void {
  const count = killsOf(kills)
  test(
    `${name} (${mode}): after ${count} kills the state is that of an undisturbed run, and the history has no gap, no duplicate and no step back`,
    { timeout: 60_000 + count * 20_000 },
    async () => {
      await using simulator = await startSimulatorProcess([
        '--seed-file',
        join(import.meta.dirname, 'faults-seed.json'),
        '--clock',
        'fixed',
      ])
      await simulator.control('POST', '/limits', { core: 1_000_000, graphql: 1_000_000 })
      const upstream = { PMO_FAULT_URL: simulator.url, PMO_FAULT_TOKEN: simulator.token }
      await using disturbed = await makeHome()
      const seed = Number(process.env['PMO_KILL_SEED'] ?? 1)
      expect(await killed({ ...upstream, ...disturbed.environment }, simulator, { seed, mode, count })).toBe(
        count,
      )
      await settle({ ...upstream, ...disturbed.environment }, simulator, mode)

      await using undisturbed = await makeHome()
      await settle({ ...upstream, ...undisturbed.environment }, simulator, mode)
      const [one, other] = [await exported(disturbed.open), await exported(undisturbed.open)]
      expect(one.lines.length).toBeGreaterThan(ISSUES)
      expect(one.lines).toEqual(other.lines)
      expect(one.faults).toEqual([])
    },
  )
}
