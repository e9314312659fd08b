import { syncConnection, type RunContext, type StreamResult } from '@headless-pmo/engine'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import {
  contributionsOf,
  type AnyConnector,
  type ContractEndpoint,
  type PortfolioRecord,
  type RecordKind,
} from '@headless-pmo/sdk'
import type { DataverseSimulator } from '@headless-pmo/simulators/dataverse'
import type { MemoryStore } from '@headless-pmo/testing'

const CONNECTION = 'premium'

function microsoftConnector(): AnyConnector {
  const [connector] = contributionsOf(microsoftProject, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  return connector
}

/** What the connector relies on of Dataverse. */
export const premiumContract = (): readonly ContractEndpoint[] =>
  (microsoftConnector().contract ?? []).filter(({ path }) => path.startsWith('/api/data/'))

/** What fits the path of an endpoint. */
export const pathPattern = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/\{\w+\}/)
      .map((part) => RegExp.escape(part))
      .join('[^/]+')}$`,
  )

export interface PremiumSync {
  readonly simulator: DataverseSimulator
  readonly store: MemoryStore
  /** Under `premium`. */
  readonly premium?: Readonly<Record<string, unknown>>
}

const ORIGIN = 'https://contoso.crm4.example'

/** Syncs the simulator once, in memory; gives the results of the store's streams. */
export async function premiumSync(
  { simulator, store, premium = {} }: PremiumSync,
  more: Partial<RunContext> = {},
): Promise<readonly StreamResult[]> {
  const connector = microsoftConnector()
  const results = await syncConnection({
    connection: CONNECTION,
    pluginVersion: microsoftProject.version,
    connector,
    config: connector.config.parse({ premium: { url: ORIGIN, ...premium } }),
    store,
    lease: { name: CONNECTION, fence: 1 },
    clock: { now: () => simulator.clock.now(), sleep: async () => undefined },
    fetch: (input, init) => {
      const request = new Request(input, init)
      request.headers.set('authorization', `Bearer ${simulator.token}`)
      return simulator.respond(request)
    },
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
    ...more,
  })
  return results.filter(({ stream }) => stream.startsWith('premium'))
}

/** Live records by kind and ref. */
export async function premiumRecords(store: MemoryStore): Promise<ReadonlyMap<string, PortfolioRecord>> {
  const found = new Map<string, PortfolioRecord>()
  for (const stream of Object.keys(microsoftConnector().streams)) {
    const key = { connection: CONNECTION, stream }
    const refs: string[] = []
    for await (const batch of store.liveRefs(key)) refs.push(...batch.map(({ ref }) => ref))
    const records = await store.transaction({ name: CONNECTION, fence: 1 }, async (tx) => {
      const raw = await tx.rawByRef(key, refs)
      return tx.records(
        CONNECTION,
        [...raw.values()].map(({ id }) => id),
        [],
      )
    })
    for (const { kind, ref, data, gone } of records) if (gone === undefined) found.set(`${kind} ${ref}`, data)
  }
  return found
}

/** One live record. */
export async function premiumRecord(
  store: MemoryStore,
  kind: RecordKind,
  ref: string,
): Promise<PortfolioRecord | undefined> {
  return (await premiumRecords(store)).get(`${kind} ${ref}`)
}

/** What a run asked, without the root: `msdyn_projecttasks?$select=…`. */
export const asked = (simulator: DataverseSimulator): readonly string[] =>
  simulator.requests.map(({ target }) => decodeURIComponent(target).replace('/api/data/v9.2/', ''))
