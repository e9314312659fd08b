import { z, type AnyConnector, type Plugin } from '@headless-pmo/sdk'
import {
  checkConnection,
  didYouMean,
  PmoError,
  type CheckedConnection,
  type ConnectionInput,
} from '../config/index.ts'
import { importPlugin } from './import-plugin.ts'
import type { PluginEntry, PluginPhase } from './plugin-entry.ts'
import { runAsPlugin, watchStrayErrors } from './plugin-scope.ts'
import { verifyPlugin } from './verify-plugin.ts'

/** A plugin as the API shows it. */
export interface PluginView {
  readonly id: string
  readonly title?: string
  readonly version?: string
  readonly sdk?: string
  readonly source: string
  readonly state: 'active' | 'quarantined'
  /** For a quarantined one. */
  readonly phase?: PluginPhase
  readonly reason?: string
  readonly connector?: {
    /** JSON Schema of the config, with descriptions. */
    readonly config: Readonly<Record<string, unknown>>
    readonly secrets: Readonly<Record<string, { readonly description: string; readonly optional: boolean }>>
    readonly streams: readonly string[]
    readonly webhook: boolean
  }
}

/** A connector with the plugin that brought it. */
export interface RegisteredConnector {
  readonly plugin: Plugin
  readonly connector: AnyConnector
}

/** The plugins of this server. One that is broken is kept out and named; the others go on (law 14). */
export interface Registry {
  plugins(): readonly PluginView[]
  /** @throws PmoError `config-invalid` saying why there is no such connector and what to write instead */
  connector(pluginId: string): RegisteredConnector
  /** Checks a connection against its connector; every mistake with its path. @param at where it stands */
  checkConnection(connection: ConnectionInput, at: readonly PropertyKey[]): CheckedConnection
  /** Keeps a loaded plugin out from now on. */
  quarantine(pluginId: string, reason: string): void
  /**
   * Runs what a plugin does. An error that it leaves for nobody to catch does not end the server: the plugin is kept out.
   * @param redact hides secrets in what it throws
   */
  run<T>(pluginId: string, redact: (text: string) => string, work: () => T): T
  /** Forgets all plugins. Safe to call twice. */
  dispose(): void
}

export interface RegistryOptions {
  /** As the configuration names them, in order: imported, or names of packages and files. */
  readonly plugins: readonly (Plugin | string)[]
  /** Absolute path of the config file, from which names are resolved. */
  readonly configFile: string
  readonly sdkVersion?: string
}

/** Finds, loads and verifies the plugins, one after the other. Never throws for a plugin's sake. */
export async function loadRegistry(options: RegistryOptions): Promise<Registry> {
  const entries: PluginEntry[] = []
  for (const named of options.plugins) entries.push(await load(named, entries, options))
  return new PluginRegistry(entries)
}

async function load(
  named: Plugin | string,
  before: readonly PluginEntry[],
  options: RegistryOptions,
): Promise<PluginEntry> {
  const source = typeof named === 'string' ? named : `${named.id} (imported)`
  const found = typeof named === 'string' ? await importPlugin(named, options.configFile) : { value: named }
  if ('phase' in found) return { state: 'quarantined', source, ...found }
  const taken = new Set(before.flatMap(({ id }) => (id === undefined ? [] : [id])))
  const context = options.sdkVersion === undefined ? { taken } : { taken, sdkVersion: options.sdkVersion }
  const verified = verifyPlugin(found.value, source, context)
  if (!verified.ok) {
    const { id, quarantine } = verified
    return { state: 'quarantined', source, ...quarantine, ...(id === undefined ? {} : { id }) }
  }
  const { plugin, connector } = verified
  const entry = { state: 'active', id: plugin.id, source, plugin } as const
  return connector === undefined ? entry : { ...entry, connector }
}

class PluginRegistry implements Registry {
  #entries: readonly PluginEntry[]
  readonly #watch: Disposable

  constructor(entries: readonly PluginEntry[]) {
    this.#entries = entries
    this.#watch = watchStrayErrors(({ plugin, redact }, error) => {
      const message = error instanceof Error ? error.message : String(error)
      this.quarantine(
        plugin,
        `The plugin "${plugin}" let an error go astray that nobody could catch: ${redact(message).replace(/\.$/, '')}. It is kept out until the server restarts; mend it or remove it from the configuration.`,
      )
    })
  }

  plugins(): readonly PluginView[] {
    return this.#entries.map(view)
  }

  connector(pluginId: string): RegisteredConnector {
    const problem = this.#problem(pluginId)
    if (typeof problem !== 'string') return problem
    throw new PmoError(
      'config-invalid',
      `The plugin "${pluginId}" ${problem}${problem.endsWith('?') ? '' : '.'}`,
    )
  }

  checkConnection(connection: ConnectionInput, at: readonly PropertyKey[]): CheckedConnection {
    const found = this.#problem(connection.plugin)
    if (typeof found !== 'string') return checkConnection(connection, found.connector, at)
    const path = [...at, 'plugin'].map(String).join('.')
    return { ok: false, mistakes: [{ path, problem: `names "${connection.plugin}", which ${found}` }] }
  }

  quarantine(pluginId: string, reason: string): void {
    this.#entries = this.#entries.map((entry) =>
      entry.state === 'active' && entry.id === pluginId
        ? { state: 'quarantined', id: entry.id, source: entry.source, phase: 'run', reason }
        : entry,
    )
  }

  run<T>(plugin: string, redact: (text: string) => string, work: () => T): T {
    return runAsPlugin({ plugin, redact }, work)
  }

  dispose(): void {
    this.#watch[Symbol.dispose]()
    this.#entries = []
  }

  /** The connector, or words that continue "the plugin x …". */
  #problem(pluginId: string): RegisteredConnector | string {
    const found = this.#entries.filter(({ id }) => id === pluginId)
    const active = found.find((entry) => entry.state === 'active')
    if (active?.connector !== undefined) return { plugin: active.plugin, connector: active.connector }
    if (active !== undefined) return 'contributes no connector; name another one'
    const quarantined = found.find((entry) => entry.state === 'quarantined')
    if (quarantined !== undefined) return `is kept out: ${quarantined.reason.replace(/\.$/, '')}`
    const known = this.#entries.flatMap((entry) => (entry.state === 'active' ? [entry.id] : []))
    const hint = known.length === 0 ? 'add it to `plugins`' : didYouMean(pluginId, known)
    return `is not among the plugins; ${hint}`
  }
}

function configView(connector: AnyConnector): Readonly<Record<string, unknown>> {
  try {
    return z.toJSONSchema(connector.config, { io: 'input', unrepresentable: 'any' })
  } catch {
    // A schema that JSON Schema cannot express still checks configurations.
    return { type: 'object' }
  }
}

function view(entry: PluginEntry): PluginView {
  const { source, state } = entry
  if (state === 'quarantined') {
    return { id: entry.id ?? source, source, state, phase: entry.phase, reason: entry.reason }
  }
  const { id, title, version, sdk } = entry.plugin
  const { connector } = entry
  if (connector === undefined) return { id, title, version, sdk, source, state }
  return {
    id,
    title,
    version,
    sdk,
    source,
    state,
    connector: {
      config: configView(connector),
      secrets: connector.secrets ?? {},
      streams: Object.keys(connector.streams),
      webhook: connector.webhook !== undefined,
    },
  }
}
