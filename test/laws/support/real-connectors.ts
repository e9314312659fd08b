import { syncConnection, type StreamResult } from '@headless-pmo/engine'
import github from '@headless-pmo/plugin-github'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { demoCompany } from '@headless-pmo/simulators/github/presets/demo'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import { contributionsOf, type AnyConnector, type Fetch, type Plugin } from '@headless-pmo/sdk'
import { projectXml } from './project-xml.ts'

/** The plugins of the repository, the package of each as its users import it. */
export const PLUGINS: readonly { readonly name: string; readonly plugin: Plugin }[] = [
  { name: '@headless-pmo/plugin-github', plugin: github },
  { name: '@headless-pmo/plugin-microsoft-project', plugin: microsoftProject },
]

export interface SyncedConnector {
  readonly results: readonly StreamResult[]
  readonly store: MemoryStore
}

/**
 * Syncs a company of the GitHub simulator and a plan through the real connectors, once for each `wrap` and as that
 * gives them back.
 */
export async function syncRealConnectors(
  ...wraps: readonly ((connector: AnyConnector) => AnyConnector)[]
): Promise<readonly (readonly SyncedConnector[])[]> {
  const simulator = await startGitHubSimulator(demoCompany({ now: '2026-01-05T09:00:00Z', routine: false }))
  try {
    const signed: Fetch = async (input, init) => {
      const request = new Request(input, init)
      request.headers.set('authorization', `Bearer ${simulator.token}`)
      return fetch(request)
    }
    const plan: Fetch = async () => new Response(projectXml, { headers: { 'content-type': 'text/xml' } })
    const all: SyncedConnector[][] = []
    for (const wrap of wraps) {
      const code = await syncOne(wrap(connectorOf(github)), signed, {
        baseUrl: simulator.url,
        organization: 'northwind-cycles',
        projects: [{ owner: 'northwind-cycles', number: 1 }],
        pullRequests: true,
        history: 'timeline',
      })
      const plans = await syncOne(wrap(connectorOf(microsoftProject)), plan, {
        urls: ['http://plans.example/plan.xml'],
        timeZone: 'Europe/Berlin',
      })
      all.push([code, plans])
    }
    return all
  } finally {
    await simulator.close()
  }
}

export function connectorOf(plugin: Plugin): AnyConnector {
  const [connector] = contributionsOf(plugin, 'connector')
  if (connector === undefined) throw new Error(`${plugin.id} has a connector`)
  return connector
}

async function syncOne(connector: AnyConnector, fetch: Fetch, config: object): Promise<SyncedConnector> {
  const store = memoryStore()
  const results = await syncConnection({
    connection: 'real',
    pluginVersion: '1.0.0',
    connector,
    config: connector.config.parse(config),
    store,
    lease: { name: 'real', fence: 1 },
    clock: { now: () => Date.parse('2026-01-05T09:00:00Z'), sleep: async () => undefined },
    fetch,
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
  })
  return { results, store }
}
