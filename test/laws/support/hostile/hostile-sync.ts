import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { syncConnection, type RunContext, type StreamResult } from '@headless-pmo/engine'
import { contributionsOf, type AnyConnector } from '@headless-pmo/sdk'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import {
  bindContribution,
  openIsolated,
  type IsolatedPlugin,
} from '../../../../core/src/host/isolation/index.ts'

/** A plugin written down as text, isolated; its folder goes with it. */
export async function isolate(
  text: string,
  options: Partial<Parameters<typeof openIsolated>[0]> = {},
): Promise<IsolatedPlugin> {
  const folder = await mkdtemp(join(tmpdir(), 'pmo-hostile-'))
  await writeFile(join(folder, 'plugin.mjs'), text)
  try {
    return await openIsolated({ entry: { module: join(folder, 'plugin.mjs') }, ...options })
  } finally {
    // It was bundled as it was opened.
    await rm(folder, { recursive: true })
  }
}

/** Its connector, bound to a connection of that name. */
export async function connectorFor(
  plugin: IsolatedPlugin,
  connection: string,
  config: unknown,
): Promise<AnyConnector> {
  const [connector] = contributionsOf(plugin.plugin, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  return bindContribution(connector, connector.config.parse(config), connection)
}

export interface HostileRun {
  readonly result: StreamResult
  readonly store: MemoryStore
  /** Names of the containers that were stored: what the plugin says that it got. */
  readonly got: readonly string[]
}

/** Syncs a connection of the plugin once. */
export async function hostileSync(
  plugin: IsolatedPlugin,
  config: { readonly do: string; readonly port?: number; readonly url?: string },
  more: Partial<RunContext> = {},
): Promise<HostileRun> {
  const connection = more.connection ?? config.do
  const store = memoryStore()
  const connector = await connectorFor(plugin, connection, config)
  const [result] = await syncConnection({
    connection,
    pluginVersion: '1.0.0',
    connector,
    config: connector.config.parse(config),
    store,
    lease: { name: connection, fence: 1 },
    clock: { now: () => 0, sleep: async () => undefined },
    fetch: async () => {
      throw new Error('there is no way out')
    },
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
    ...more,
  })
  if (result === undefined) throw new Error('the connector has a stream')
  const got = store.log.writes.flatMap(({ data }) => (data.kind === 'container' ? [data.name] : []))
  return { result, store, got }
}
