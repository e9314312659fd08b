import { syncConnection, type RunContext, type StreamResult } from '@headless-pmo/engine'
import github from '@headless-pmo/plugin-github'
import { contributionsOf, type AnyConnector, type PortfolioRecord } from '@headless-pmo/sdk'
import type { GitHubSimulator } from '@headless-pmo/simulators/github'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'

/** The connector under test. */
export function githubConnector(): AnyConnector {
  const [connector] = contributionsOf(github, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  return connector
}

export interface GithubSync {
  readonly simulator: GitHubSimulator
  readonly store: MemoryStore
  readonly config: Readonly<Record<string, unknown>>
  readonly token?: string
}

/** Syncs the simulator once, through plain fetch. */
export async function githubSync(
  { simulator, store, config, token = simulator.token }: GithubSync,
  more: Partial<RunContext> = {},
): Promise<readonly StreamResult[]> {
  const connector = githubConnector()
  return syncConnection({
    connection: 'github',
    pluginVersion: github.version,
    connector,
    config: connector.config.parse({ baseUrl: simulator.url, ...config }),
    store,
    lease: { name: 'github', fence: 1 },
    clock: { now: () => simulator.clock.now(), sleep: async () => undefined },
    fetch: authorized(token),
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
    ...more,
  })
}

/** `fetch` with a token, as the host gives it. */
export function authorized(token: string): RunContext['fetch'] {
  return (input, init) => {
    const request = new Request(input, init)
    request.headers.set('authorization', `Bearer ${token}`)
    return fetch(request)
  }
}

/** Live records of the streams that come and go with the tracker, by kind and ref. */
export async function recordsOf(
  store: MemoryStore,
  streams: readonly string[],
): Promise<Record<string, PortfolioRecord>> {
  const found: [string, PortfolioRecord][] = []
  for (const name of streams) {
    const stream = { connection: 'github', stream: name }
    const refs: string[] = []
    for await (const batch of store.liveRefs(stream)) refs.push(...batch.map(({ ref }) => ref))
    const records = await store.transaction({ name: 'github', fence: 1 }, async (tx) => {
      const raw = await tx.rawByRef(stream, refs)
      return tx.records(
        'github',
        [...raw.values()].map(({ id }) => id),
        [],
      )
    })
    for (const { kind, ref, data, gone } of records)
      if (gone === undefined) found.push([`${kind} ${ref}`, data])
  }
  return Object.fromEntries(found.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** The live work item of that key. */
export async function workItem(
  store: MemoryStore,
  key: string,
): Promise<Extract<PortfolioRecord, { kind: 'workItem' }> | undefined> {
  for (const record of Object.values(await recordsOf(store, ['issues'])))
    if (record.kind === 'workItem' && record.key === key) return record
  return undefined
}

export { memoryStore }
