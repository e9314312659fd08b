import { syncConnection, type RunContext, type StreamResult } from '@headless-pmo/engine'
import jira from '@headless-pmo/plugin-jira'
import { contributionsOf, type AnyConnector, type PortfolioRecord } from '@headless-pmo/sdk'
import type { JiraSimulator } from '@headless-pmo/simulators/jira-cloud'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'

/** The connector under test. */
export function jiraConnector(): AnyConnector {
  const [connector] = contributionsOf(jira, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  return connector
}

export interface JiraSync {
  readonly simulator: Pick<JiraSimulator, 'respond' | 'token' | 'clock'>
  readonly store: MemoryStore
  /** With the site's `baseUrl`. */
  readonly config: Readonly<Record<string, unknown>>
}

/** Syncs a simulator once, in memory. */
export async function jiraSync(
  { simulator, store, config }: JiraSync,
  more: Partial<RunContext> = {},
): Promise<readonly StreamResult[]> {
  const connector = jiraConnector()
  return syncConnection({
    connection: 'jira',
    pluginVersion: jira.version,
    connector,
    config: connector.config.parse(config),
    store,
    lease: { name: 'jira', fence: 1 },
    clock: { now: () => simulator.clock.now(), sleep: async () => undefined },
    fetch: asReader(simulator),
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
    ...more,
  })
}

/** The simulator as a `fetch` that is logged in, as the host gives it. */
export function asReader(simulator: JiraSync['simulator']): RunContext['fetch'] {
  return (input, init) => {
    const request = new Request(input, init)
    request.headers.set('authorization', `Bearer ${simulator.token}`)
    return simulator.respond(request)
  }
}

/** Live records of these streams, by kind and ref. */
export async function recordsOf(
  store: MemoryStore,
  streams: readonly string[],
): Promise<Record<string, PortfolioRecord>> {
  const found: [string, PortfolioRecord][] = []
  for (const name of streams) {
    const stream = { connection: 'jira', stream: name }
    const refs: string[] = []
    for await (const batch of store.liveRefs(stream)) refs.push(...batch.map(({ ref }) => ref))
    const records = await store.transaction({ name: 'jira', fence: 1 }, async (tx) => {
      const raw = await tx.rawByRef(stream, refs)
      return tx.records(
        'jira',
        [...raw.values()].map(({ id }) => id),
        [],
      )
    })
    for (const { kind, ref, data, gone } of records)
      if (gone === undefined) found.push([`${kind} ${ref}`, data])
  }
  return Object.fromEntries(found.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

export { memoryStore }
