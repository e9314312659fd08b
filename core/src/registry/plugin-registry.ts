import {
  isBranded,
  SDK_VERSION,
  type AnyCheck,
  type Manifest,
  type ManifestContribution,
  type Plugin,
} from '@headless-pmo/sdk'
import { lt } from 'semver'
import {
  checkConfigured,
  configuredConnection,
  configuredNotifier,
  didYouMean,
  isPmoError,
  pathText,
  PmoError,
  type CheckedConfigured,
  type ConfiguredValue,
  type ConnectionInput,
  type NotifierInput,
} from '../config/index.ts'
import { roleNamed } from '../rpc/index.ts'
import { configurable, described, type ConfiguredKind } from './configurable.ts'
import type { ConfiguredPlugin } from './configured-plugin.ts'
import { contributionOf } from './contribution-of.ts'
import { fittedConfig } from './fitted-config.ts'
import type { PluginLoader } from './load-plugin.ts'
import { askMigration, migrationNeeded, type ConfigMigration } from './migrate-config.ts'
import { pluginConfig } from './plugin-config.ts'
import { keepsOut, type PluginDecision } from './plugin-decision.ts'
import { PluginEntries } from './plugin-entries.ts'
import type { ActivePlugin, PluginEntry, Quarantine } from './plugin-entry.ts'
import type { PluginEvent, PluginListener } from './plugin-event.ts'
import { runAsPlugin, watchStrayErrors } from './plugin-scope.ts'
import { keptOut, problemOf, standingOf, type FoundPluginParts } from './plugin-standing.ts'
import { pluginView, type PluginView } from './plugin-view.ts'
import type {
  RegisteredCheck,
  RegisteredConnector,
  RegisteredNotifier,
  RegisteredRoute,
} from './registered.ts'
import type { PluginUpgrade, Registry } from './registry.ts'
import { verifyManifest } from './verify-manifest.ts'

/** The registry with what starts it. */
export interface PluginRegistryParts {
  readonly loader: PluginLoader
  readonly sdkVersion?: string
}

// Asked only of what is branded as a check.
const checkId = (check: unknown): unknown => Reflect.get(Object(check), 'id')

const sentence = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`)

/** Keeps the plugins of one server. */
export class PluginRegistry implements Registry {
  readonly #loader: PluginLoader
  readonly #sdkVersion: string
  readonly #listeners = new Set<PluginListener>()
  readonly #watch: Disposable
  readonly #entries = new PluginEntries()
  /** Decisions and upgrades go one after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor({ loader, sdkVersion = SDK_VERSION }: PluginRegistryParts) {
    this.#loader = loader
    this.#sdkVersion = sdkVersion
    this.#watch = watchStrayErrors(({ plugin, redact }, error) => {
      const message = error instanceof Error ? error.message : String(error)
      this.quarantine(
        plugin,
        `The plugin "${plugin}" let an error go astray that nobody could catch: ${redact(message).replace(/\.$/, '')}. It is kept out until it is released (pmo plugins release ${plugin}) or the server restarts; mend it or remove it from the configuration.`,
      )
    })
  }

  /** Adds a plugin after those before it. What a person decided about it is carried out before its code runs. */
  async add(configured: ConfiguredPlugin, decisions: readonly PluginDecision[]): Promise<() => void> {
    const bySource = decisions.find(({ source }) => source === configured.source)
    const isOff = !configured.enabled || keepsOut(bySource)
    const loaded = isOff ? undefined : await this.#loader.load(configured)
    const fitted =
      loaded === undefined || 'phase' in loaded ? configured : await fittedConfig(configured, loaded)
    return () => void this.#enter(fitted, loaded, decisions)
  }

  #enter(
    configured: ConfiguredPlugin,
    loaded: FoundPluginParts['loaded'],
    decisions: readonly PluginDecision[],
    old?: PluginEntry,
  ): PluginEntry {
    const entry = standingOf({
      configured,
      loaded,
      decisions,
      manifest: loaded === undefined || 'phase' in loaded ? this.#loader.peek(configured) : undefined,
      taken: this.#entries.taken(old),
      sdkVersion: this.#sdkVersion,
    })
    if (old === undefined) this.#entries.insert(entry)
    else this.#entries.replace(old, entry)
    if (entry.state !== 'active' && loaded !== undefined && 'code' in loaded) {
      void loaded.code[Symbol.asyncDispose]()
    }
    return entry
  }

  plugins(): readonly PluginView[] {
    return this.#entries.all.map((entry) => this.#view(entry))
  }

  plugin(id: string): PluginView {
    return this.#view(this.#entries.named(id))
  }

  manifest(id: string): Manifest | undefined {
    return this.#entries.named(id).manifest
  }

  contribution<Kind extends ConfiguredKind>(
    pluginId: string,
    kind: Kind,
  ): Extract<ManifestContribution, { kind: Kind }> {
    const told = described(this.#offering(pluginId, kind).manifest, kind)
    if (told === undefined) throw this.#without(pluginId, kind)
    return told
  }

  async connector(pluginId: string): Promise<RegisteredConnector> {
    const plugin = await this.#load(this.#offering(pluginId, 'connector'))
    const connector = contributionOf(plugin, 'connector')
    if (connector === undefined) throw this.#without(pluginId, 'connector')
    return { plugin, connector }
  }

  async notifier(pluginId: string): Promise<RegisteredNotifier> {
    const plugin = await this.#load(this.#offering(pluginId, 'notifier'))
    const notifier = contributionOf(plugin, 'notifier')
    if (notifier === undefined) throw this.#without(pluginId, 'notifier')
    return { plugin, notifier }
  }

  checks(): readonly RegisteredCheck[] {
    return this.#entries.all.flatMap((entry) => (entry.state === 'active' ? this.#checksOf(entry) : []))
  }

  #checksOf(entry: ActivePlugin): readonly RegisteredCheck[] {
    const { configured, manifest, code } = entry
    return manifest.contributes
      .filter((one) => one.kind === 'check')
      .map((check) => ({
        plugin: entry.id,
        pluginVersion: manifest.version,
        manifest: check,
        params: configured.config[check.id],
        ...(code.module !== undefined && { module: code.module }),
        open: async () => {
          const plugin = await this.#load(entry)
          // The brand proves the kind; verification has looked at the rest.
          const found = plugin.contributes.find((one) => isBranded(one, 'check') && checkId(one) === check.id)
          if (found !== undefined) return found as AnyCheck
          throw new PmoError(
            'plugin-unusable',
            `The plugin "${entry.id}" has no check "${check.id}", though its manifest says so; pack it again with: pmo plugin pack`,
          )
        },
      }))
  }

  routes(): readonly RegisteredRoute[] {
    return this.#entries.all.flatMap((entry) =>
      entry.state === 'active' && described(entry.manifest, 'route') !== undefined
        ? [this.route(entry.id)]
        : [],
    )
  }

  route(pluginId: string): RegisteredRoute {
    const entry = this.#offering(pluginId, 'route')
    return {
      plugin: entry.id,
      version: entry.manifest.version,
      role: roleNamed(this.contribution(pluginId, 'route').role),
      secrets: entry.configured.secrets,
      open: async () => {
        const plugin = await this.#load(entry)
        const route = contributionOf(plugin, 'route')
        if (route === undefined) throw this.#without(pluginId, 'route')
        const config = pluginConfig(entry.configured, entry.manifest, entry.code.inline)
        if (!config.ok) throw new PmoError('config-invalid', config.problem)
        return { route, config: config.route }
      },
    }
  }

  checkConnection(connection: ConnectionInput, at: readonly PropertyKey[]): CheckedConfigured {
    return this.#check(connection.plugin, 'connector', configuredConnection(connection, at))
  }

  checkNotifier(notifier: NotifierInput, at: readonly PropertyKey[]): CheckedConfigured {
    return this.#check(notifier.plugin, 'notifier', configuredNotifier(notifier, at))
  }

  #check(pluginId: string, kind: ConfiguredKind, written: ConfiguredValue): CheckedConfigured {
    const found = this.#problem(pluginId, kind)
    if (typeof found === 'string') {
      const path = pathText([...written.at, 'plugin'])
      return { ok: false, mistakes: [{ path, problem: `names "${pluginId}", which ${found}` }] }
    }
    const asked = configurable(found.manifest, found.code.inline, kind)
    if (asked === undefined) throw this.#without(pluginId, kind)
    return checkConfigured(asked, written)
  }

  configVersion(pluginId: string, kind: ConfiguredKind): number | undefined {
    const found = this.#problem(pluginId, kind)
    return typeof found === 'string' ? undefined : described(found.manifest, kind)?.configVersion
  }

  async migrateConfig(request: {
    readonly plugin: string
    readonly kind: ConfiguredKind
    readonly config: Readonly<Record<string, unknown>>
    readonly from: number
  }): Promise<ConfigMigration> {
    const entry = this.#problem(request.plugin, request.kind)
    // Why the plugin cannot be used is said where it is used; until then its configs stay as they are.
    const told = typeof entry === 'string' ? undefined : described(entry.manifest, request.kind)
    if (typeof entry === 'string' || told === undefined) return { outcome: 'current' }
    const { from, config } = request
    const to = told.configVersion
    const known = migrationNeeded(entry.manifest, { from, to, migrates: told.migratesConfig })
    if (known !== undefined) return known
    try {
      const contribution = contributionOf(await this.#load(entry), request.kind)
      return await askMigration(entry.manifest, contribution ?? {}, { config, from, to })
    } catch (error) {
      if (!isPmoError(error)) throw error
      return { outcome: 'refused', reason: `cannot be brought up to date: ${error.message}` }
    }
  }

  quarantine(pluginId: string, reason: string): void {
    const entry = this.#entries.claiming(pluginId).find(({ state }) => state === 'active')
    if (entry?.state === 'active') this.#keepOut(entry, { phase: 'run', reason })
  }

  /** A plugin that runs apart may start no other process. */
  quarantineSource(configured: ConfiguredPlugin, reason: string): void {
    const entry = this.#entries.all.find((one) => one.configured.at === configured.at)
    if (entry?.state === 'active') this.#keepOut(entry, { phase: 'run', reason })
  }

  #keepOut(entry: ActivePlugin, quarantine: Quarantine): void {
    const { configured, id, manifest, code } = entry
    this.#entries.replace(entry, { configured, id, manifest, code, state: 'quarantined', ...quarantine })
    this.#tell({ type: 'quarantined', plugin: id, version: manifest.version, ...quarantine })
  }

  carryOut(decision: PluginDecision): Promise<PluginView> {
    return this.#inTurn(async () => {
      const entry = this.#entries.named(decision.plugin)
      const code = entry.state === 'disabled' ? undefined : entry.code
      const next = keepsOut(decision) ? this.#shut(entry, decision) : await this.#retry(entry, decision)
      await code?.[Symbol.asyncDispose]()
      return this.#view(next)
    })
  }

  #shut(entry: PluginEntry, decision: PluginDecision): PluginEntry {
    const { configured, id = decision.plugin, manifest } = entry
    const next = keptOut({ configured, id, ...(manifest !== undefined && { manifest }) }, decision)
    this.#entries.replace(entry, next)
    const version = manifest !== undefined && { version: manifest.version }
    if (next.state === 'quarantined') {
      this.#tell({ type: 'quarantined', plugin: id, ...version, phase: next.phase, reason: next.reason })
    } else this.#tell({ type: 'disabled', plugin: id, ...version })
    return next
  }

  async #retry(entry: PluginEntry, { decision }: PluginDecision): Promise<PluginEntry> {
    const { configured } = entry
    const loaded = await this.#loader.load(configured, true)
    const fitted = 'phase' in loaded ? configured : await fittedConfig(configured, loaded)
    const next = this.#enter(fitted, loaded, [], entry)
    if (next.state === 'active') {
      const type = decision === 'release' ? 'released' : 'enabled'
      this.#tell({ type, plugin: next.id, version: next.manifest.version })
    }
    return next
  }

  upgrade(pluginId: string): Promise<PluginUpgrade> {
    return this.#inTurn(async () => {
      const entry = upgradable(this.#entries.named(pluginId), pluginId)
      const { configured, manifest: old } = entry
      const loaded = await this.#loader.load(configured, true)
      if ('phase' in loaded) throw new PmoError('plugin-unusable', loaded.reason)
      const { manifest, code } = loaded
      const refusal = this.#upgradeRefusal(entry, manifest)
      if (refusal !== undefined || manifest.version === old.version) await code[Symbol.asyncDispose]()
      if (refusal !== undefined) throw refusal
      if (manifest.version !== old.version) {
        const fitted = await fittedConfig(configured, loaded)
        this.#entries.replace(entry, {
          configured: fitted,
          state: 'active',
          id: manifest.id,
          manifest,
          code,
        })
        await entry.code[Symbol.asyncDispose]()
        this.#tell({ type: 'upgraded', plugin: manifest.id, version: manifest.version })
      }
      return { from: old.version, to: manifest.version }
    })
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  #upgradeRefusal(entry: ActivePlugin, manifest: Manifest): PmoError | undefined {
    const { id, manifest: old, configured } = entry
    if (manifest.id !== id) {
      const found = `Where the plugin "${id}" was there is "${manifest.id}" now`
      return new PmoError('conflict', `${found}; restart the server to take that one instead.`)
    }
    if (lt(manifest.version, old.version)) {
      return new PmoError(
        'conflict',
        `The installed version ${manifest.version} of the plugin "${id}" is older than ${old.version}, which runs; a plugin is not taken back to an older version: install ${old.version} or later.`,
      )
    }
    const { anySdk, source } = configured
    const taken = this.#entries.taken(entry)
    const refusal = verifyManifest(manifest, source, { taken, anySdk, sdkVersion: this.#sdkVersion })
    return refusal === undefined ? undefined : new PmoError('plugin-unusable', refusal.reason)
  }

  watch(listener: PluginListener): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) }
  }

  run<T>(plugin: string, redact: (text: string) => string, work: () => T): T {
    return runAsPlugin({ plugin, redact }, work)
  }

  async dispose(): Promise<void> {
    this.#watch[Symbol.dispose]()
    await Promise.all(
      this.#entries.clear().map(async (entry) => {
        if (entry.state !== 'disabled') await entry.code?.[Symbol.asyncDispose]()
      }),
    )
  }

  #view(entry: PluginEntry): PluginView {
    const shown = pluginView(entry, this.#sdkVersion)
    if (entry.state !== 'active') return shown
    const config = pluginConfig(entry.configured, entry.manifest, entry.code.inline)
    const problem = config.ok ? entry.configured.note : config.problem
    return problem === undefined ? shown : { ...shown, problem }
  }

  /** @throws PmoError */
  #offering(pluginId: string, kind: ConfiguredKind): ActivePlugin {
    const found = this.#problem(pluginId, kind)
    if (typeof found !== 'string') return found
    const known = this.#entries.claiming(pluginId).length > 0
    throw new PmoError(
      known ? 'plugin-unusable' : 'config-invalid',
      sentence(`The plugin "${pluginId}" ${found}`),
    )
  }

  #without(pluginId: string, kind: ConfiguredKind): PmoError {
    return new PmoError(
      'plugin-unusable',
      `The plugin "${pluginId}" contributes no ${kind}; name another one.`,
    )
  }

  /** The plugin, or words that continue "the plugin x …". */
  #problem(pluginId: string, kind: ConfiguredKind): ActivePlugin | string {
    const found = this.#entries.claiming(pluginId)
    const active = found.find((entry) => entry.state === 'active')
    if (active !== undefined) {
      return described(active.manifest, kind) === undefined
        ? `contributes no ${kind}; name another one`
        : active
    }
    const shut = found.find((entry) => entry.state !== 'active')
    if (shut !== undefined) return problemOf(shut)
    const known = this.#entries.all.flatMap((entry) => (entry.state === 'active' ? [entry.id] : []))
    return `is not among the plugins; ${known.length === 0 ? 'add it to `plugins`' : didYouMean(pluginId, known)}`
  }

  async #load(entry: ActivePlugin): Promise<Plugin> {
    try {
      return await entry.code.load()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (this.#entries.has(entry)) this.#keepOut(entry, { phase: 'import', reason })
      throw isPmoError(error) ? error : new PmoError('plugin-unusable', sentence(reason), { cause: error })
    }
  }

  #tell(event: PluginEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

/** A plugin that can be upgraded while the server runs. @throws PmoError */
function upgradable(entry: PluginEntry, id: string): ActivePlugin {
  if (typeof entry.configured.named !== 'string') {
    throw new PmoError(
      'invalid-request',
      `The plugin "${id}" is imported by pmo.config.ts; install its new version, then restart the server.`,
    )
  }
  if (entry.state === 'active') return entry
  const [how, verb] = entry.state === 'disabled' ? ['switched off', 'enable'] : ['kept out', 'release']
  throw new PmoError(
    'conflict',
    `The plugin "${id}" is ${how}; pmo plugins ${verb} ${id} takes the version that is installed now.`,
  )
}
