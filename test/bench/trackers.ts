import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator-process.ts'

/** A request that a sync made for items, to be asked again by the floor. */
export interface BenchRequest {
  readonly method: string
  readonly url: string
  readonly body?: unknown
}

/** A tracker whose full sync is measured. */
export interface BenchTracker {
  readonly name: 'github' | 'jira'
  readonly title: string
  readonly databases: readonly ('PostgreSQL' | 'embedded')[]
  start(issues: number, folder: string): Promise<SimulatorProcess>
  /** Of paths and queries: which brought items. */
  readonly bringsItems: RegExp
  headers(simulator: SimulatorProcess): Readonly<Record<string, string>>
}

/** Entries in the history of each issue of Jira. */
const HISTORIES = 10

export const TRACKERS: readonly BenchTracker[] = [
  {
    name: 'github',
    title: 'GitHub',
    databases: ['PostgreSQL', 'embedded'],
    async start(issues, folder) {
      const seed = join(folder, 'seed.json')
      const repository = { fullName: 'acme/app', issues, relations: false, pullShare: 0 }
      writeFileSync(seed, JSON.stringify({ seed: 1, repositories: [repository] }))
      const simulator = await startSimulatorProcess(['--seed-file', seed, '--prerender', '--clock', 'fixed'])
      await simulator.control('POST', '/limits', { core: 100_000_000 })
      return simulator
    },
    bringsItems: /\/repos\/acme\/app\/issues\?/,
    headers: ({ token }) => ({ authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' }),
  },
  {
    name: 'jira',
    title: `Jira Cloud, ${HISTORIES} changelog entries an issue`,
    databases: ['PostgreSQL', 'embedded'],
    start: (issues) =>
      startSimulatorProcess(
        [
          '--preset',
          'synthetic',
          '--issues',
          String(issues),
          '--histories',
          String(HISTORIES),
          '--clock',
          'fixed',
        ],
        'jira-cloud',
      ),
    bringsItems: /\/rest\/api\/3\/(search\/jql|issue\/bulkfetch|changelog\/bulkfetch)/,
    headers: ({ token }) => ({ authorization: `Bearer ${token}`, accept: 'application/json' }),
  },
]

interface Logged {
  readonly method: string
  readonly target: string
  readonly body?: unknown
}

/** The requests of the first sync that brought items, in their order. */
export async function pagesAsked(
  tracker: BenchTracker,
  simulator: SimulatorProcess,
): Promise<BenchRequest[]> {
  const log = (await simulator.control('GET', '/requests')) as readonly Logged[]
  return log.flatMap(({ method, target, body }) =>
    tracker.bringsItems.test(target)
      ? [
          {
            method,
            url: new URL(target, simulator.url).href,
            ...(body !== undefined && body !== null && { body }),
          },
        ]
      : [],
  )
}
