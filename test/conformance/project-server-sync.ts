import { syncConnection, type RunContext, type StreamResult } from '@headless-pmo/engine'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { contributionsOf, type AnyConnector, type PortfolioRecord } from '@headless-pmo/sdk'
import type { ProjectServerSimulator } from '@headless-pmo/simulators/project-server'
import type { MemoryStore } from '@headless-pmo/testing'

export const SITE = 'https://ps.example/pwa'
const CONNECTION = 'microsoft'

/** The connector under test. */
export function microsoftConnector(): AnyConnector {
  const [connector] = contributionsOf(microsoftProject, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  return connector
}

export interface MicrosoftSync {
  readonly store: MemoryStore
  readonly config: Readonly<Record<string, unknown>>
  readonly fetch: RunContext['fetch']
}

/** Syncs once. */
export async function microsoftSync(
  { store, config, fetch }: MicrosoftSync,
  more: Partial<RunContext> = {},
): Promise<readonly StreamResult[]> {
  const connector = microsoftConnector()
  return syncConnection({
    connection: CONNECTION,
    pluginVersion: microsoftProject.version,
    connector,
    config: connector.config.parse(config),
    store,
    lease: { name: CONNECTION, fence: 1 },
    clock: { now: () => 0, sleep: async () => undefined },
    fetch,
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
    ...more,
  })
}

/** `fetch` to a simulator in memory, with its token, as the host gives it. */
export function fetchFrom(simulator: ProjectServerSimulator, token = simulator.token): RunContext['fetch'] {
  return async (input, init) => {
    const request = new Request(input, init)
    request.headers.set('authorization', `Bearer ${token}`)
    return simulator.respond(request)
  }
}

/** All live records, by kind and ref. */
export async function recordsIn(store: MemoryStore): Promise<ReadonlyMap<string, PortfolioRecord>> {
  const found: [string, PortfolioRecord][] = []
  for (const name of Object.keys(microsoftConnector().streams)) {
    const stream = { connection: CONNECTION, stream: name }
    const refs: string[] = []
    for await (const batch of store.liveRefs(stream)) refs.push(...batch.map(({ ref }) => ref))
    const records = await store.transaction({ name: CONNECTION, fence: 1 }, async (tx) => {
      const raw = await tx.rawByRef(stream, refs)
      const ids = [...raw.values()].map(({ id }) => id)
      return ids.length === 0 ? [] : tx.records(CONNECTION, ids, [])
    })
    for (const { kind, ref, data, gone } of records)
      if (gone === undefined) found.push([`${kind} ${ref}`, data])
  }
  return new Map(found.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
