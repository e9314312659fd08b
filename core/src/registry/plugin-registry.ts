import { SDK_VERSION, type Manifest, type ManifestContribution, type Plugin } from '@headless-pmo/sdk'
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
import { configurable, described, type ConfiguredKind } from './configurable.ts'
import type { ConfiguredPlugin } from './configured-plugin.ts'
import { contributionOf } from './contribution-of.ts'
import type { LoadedPlugin, PluginLoader } from './load-plugin.ts'
import { askMigration, migrationNeeded, type ConfigMigration } from './migrate-config.ts'
import { pluginConfig } from './plugin-config.ts'
import { decisionText, keepsOut, type PluginDecision } from './plugin-decision.ts'
import type { ActivePlugin, PluginEntry, Quarantine } from './plugin-entry.ts'
import type { PluginEvent, PluginListener } from './plugin-event.ts'
import { runAsPlugin, watchStrayErrors } from './plugin-scope.ts'
import { pluginView, reasonOf, type PluginView } from './plugin-view.ts'
import type { RegisteredConnector, RegisteredNotifier, RegisteredRoute } from './registered.ts'
import type { PluginUpgrade, Registry } from './registry.ts'
import { verifyManifest } from './verify-manifest.ts'

/** The registry with what starts it. */
export interface PluginRegistryParts {
  readonly loader: PluginLoader
  readonly sdkVersion?: string
}

const sentence = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`)

/** Keeps the plugins of one server. */
export class PluginRegistry implements Registry {
  readonly #loader: PluginLoader
  readonly #sdkVersion: string
  readonly #listeners = new Set<PluginListener>()
  readonly #watch: Disposable
  #entries: readonly PluginEntry[] = []

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
    const loaded = !configured.enabled || keepsOut(bySource) ? undefined : await this.#loader.load(configured)
    return () => {
      this.#entries = [...this.#entries, this.#entry(configured, loaded, decisions)]
    }
  }

  #entry(
    configured: ConfiguredPlugin,
    loaded: LoadedPlugin | Quarantine | undefined,
    decisions: readonly PluginDecision[],
  ): PluginEntry {
    if (loaded === undefined || 'phase' in loaded) {
      const manifest = this.#loader.peek(configured)
      const given = typeof configured.named === 'string' ? undefined : configured.named.id
      const bySource = decisions.find(({ source }) => source === configured.source)
      const id = manifest?.id ?? given ?? bySource?.plugin
      const known = {
        configured,
        ...(id !== undefined && { id }),
        ...(manifest !== undefined && { manifest }),
      }
      const decision = decisions.find((one) => one.plugin === id)
      if (!configured.enabled) return { ...known, state: 'disabled' }
      if (keepsOut(decision) && decision !== undefined) return keptOut(known, decision)
      if (loaded !== undefined) return { ...known, ...loaded, state: 'quarantined' }
      return { ...known, state: 'disabled' }
    }
    const { manifest, code } = loaded
    const taken = new Set(this.#entries.flatMap(({ id }) => id ?? []))
    const refusal = verifyManifest(manifest, configured.source, {
      taken,
      anySdk: configured.anySdk,
      sdkVersion: this.#sdkVersion,
    })
    if (refusal !== undefined) {
      void code[Symbol.asyncDispose]()
      // An id that is taken or none is not this plugin's own.
      const isOwn = refusal.phase === 'sdk' || !taken.has(manifest.id)
      return { configured, manifest, state: 'quarantined', ...refusal, ...(isOwn && { id: manifest.id }) }
    }
    const decision = decisions.find((one) => one.plugin === manifest.id)
    if (decision !== undefined && keepsOut(decision)) {
      void code[Symbol.asyncDispose]()
      return keptOut({ configured, id: manifest.id, manifest }, decision)
    }
    return { configured, state: 'active', id: manifest.id, manifest, code }
  }

  plugins(): readonly PluginView[] {
    return this.#entries.map((entry) => this.#view(entry))
  }

  plugin(id: string): PluginView {
    return this.#view(this.#named(id))
  }

  manifest(id: string): Manifest | undefined {
    return this.#named(id).manifest
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

  routes(): readonly RegisteredRoute[] {
    return this.#entries.flatMap((entry) =>
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
      role: this.contribution(pluginId, 'route').role,
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
    const entry = this.#entries.find(({ id, state }) => id === pluginId && state === 'active')
    if (entry?.state === 'active') this.#keepOut(entry, { phase: 'run', reason })
  }

  /** A plugin that runs apart may start no other process. */
  quarantineSource(configured: ConfiguredPlugin, reason: string): void {
    const entry = this.#entries.find((one) => one.configured === configured)
    if (entry?.state === 'active') this.#keepOut(entry, { phase: 'run', reason })
  }

  #keepOut(entry: ActivePlugin, quarantine: Quarantine): void {
    const { configured, id, manifest, code } = entry
    this.#replace(entry, { configured, id, manifest, code, state: 'quarantined', ...quarantine })
    this.#tell({ type: 'quarantined', plugin: id, version: manifest.version, ...quarantine })
  }

  async carryOut(decision: PluginDecision): Promise<PluginView> {
    const entry = this.#named(decision.plugin)
    const code = entry.state === 'disabled' ? undefined : entry.code
    const { configured, id = decision.plugin, manifest } = entry
    const known = { configured, id, ...(manifest !== undefined && { manifest }) }
    if (keepsOut(decision)) {
      const next = keptOut(known, decision)
      this.#replace(entry, next)
      const type = next.state === 'disabled' ? 'disabled' : 'quarantined'
      const phase = next.state === 'quarantined' && { phase: next.phase, reason: next.reason }
      this.#tell({ type, plugin: id, ...(manifest && { version: manifest.version }), ...phase })
      await code?.[Symbol.asyncDispose]()
      return this.#view(next)
    }
    const loaded = await this.#loader.load(configured, true)
    // Looked at alone: its own entry must not take its id.
    this.#entries = this.#entries.filter((one) => one !== entry)
    const next = this.#entry(configured, loaded, [])
    this.#insert(next)
    await code?.[Symbol.asyncDispose]()
    if (next.state === 'active') {
      const type = decision.decision === 'release' ? 'released' : 'enabled'
      this.#tell({ type, plugin: next.id, version: next.manifest.version })
    }
    return this.#view(next)
  }

  async upgrade(pluginId: string): Promise<PluginUpgrade> {
    const entry = this.#named(pluginId)
    const { configured, manifest: old } = entry
    if (typeof configured.named !== 'string') {
      throw new PmoError(
        'invalid-request',
        `The plugin "${pluginId}" is imported by pmo.config.ts; install its new version, then restart the server.`,
      )
    }
    if (entry.state !== 'active' || old === undefined) {
      throw new PmoError('conflict', `${reasonOf(entry) ?? ''} Then upgrade it.`)
    }
    const loaded = await this.#loader.load(configured, true)
    if ('phase' in loaded) throw new PmoError('plugin-unusable', loaded.reason)
    const { manifest } = loaded
    const refusal = this.#upgradeRefusal(entry, manifest)
    if (refusal !== undefined) {
      await loaded.code[Symbol.asyncDispose]()
      throw refusal
    }
    const versions = { from: old.version, to: manifest.version }
    if (versions.from === versions.to) {
      await loaded.code[Symbol.asyncDispose]()
      return versions
    }
    this.#replace(entry, { configured, state: 'active', id: manifest.id, manifest, code: loaded.code })
    await entry.code[Symbol.asyncDispose]()
    this.#tell({ type: 'upgraded', plugin: manifest.id, version: manifest.version })
    return versions
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
    const taken = new Set(this.#entries.flatMap((one) => (one === entry ? [] : (one.id ?? []))))
    const { anySdk, source } = configured
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
    const entries = this.#entries
    this.#entries = []
    await Promise.all(
      entries.map(async (entry) => {
        if (entry.state !== 'disabled') await entry.code?.[Symbol.asyncDispose]()
      }),
    )
  }

  #view(entry: PluginEntry): PluginView {
    const shown = pluginView(entry, this.#sdkVersion)
    if (entry.state !== 'active') return shown
    const config = pluginConfig(entry.configured, entry.manifest, entry.code.inline)
    return config.ok ? shown : { ...shown, problem: config.problem }
  }

  /** By id; one that never said its id by its source. @throws PmoError `not-found` */
  #named(id: string): PluginEntry {
    const found =
      this.#entries.find((entry) => entry.id === id) ??
      this.#entries.find(({ configured }) => configured.source === id)
    if (found !== undefined) return found
    const known = this.#entries.map((entry) => entry.id ?? entry.configured.source)
    const hint = known.length === 0 ? 'there is none' : didYouMean(id, known)
    throw new PmoError('not-found', sentence(`There is no plugin "${id}"; ${hint}`))
  }

  /** @throws PmoError */
  #offering(pluginId: string, kind: ConfiguredKind): ActivePlugin {
    const found = this.#problem(pluginId, kind)
    if (typeof found !== 'string') return found
    const known = this.#entries.some(({ id }) => id === pluginId)
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
    const found = this.#entries.filter(({ id }) => id === pluginId)
    const active = found.find((entry) => entry.state === 'active')
    if (active !== undefined) {
      return described(active.manifest, kind) === undefined
        ? `contributes no ${kind}; name another one`
        : active
    }
    const [first] = found
    if (first !== undefined) return problemOf(first)
    const known = this.#entries.flatMap((entry) => (entry.state === 'active' ? [entry.id] : []))
    const hint = known.length === 0 ? 'add it to `plugins`' : didYouMean(pluginId, known)
    return `is not among the plugins; ${hint}`
  }

  async #load(entry: ActivePlugin): Promise<Plugin> {
    try {
      return await entry.code.load()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const now = this.#entries.find((one) => one === entry)
      if (now?.state === 'active') this.#keepOut(now, { phase: 'import', reason })
      throw isPmoError(error) ? error : new PmoError('plugin-unusable', sentence(reason), { cause: error })
    }
  }

  #replace(old: PluginEntry, next: PluginEntry): void {
    this.#entries = this.#entries.map((entry) => (entry === old ? next : entry))
  }

  /** In the order of configuration. */
  #insert(entry: PluginEntry): void {
    const place = ({ configured }: PluginEntry): number => Number(configured.at.at(-1) ?? 0)
    this.#entries = [...this.#entries, entry].toSorted((a, b) => place(a) - place(b))
  }

  #tell(event: PluginEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

/** Words that continue "the plugin x …" for one that does not run. */
function problemOf(entry: PluginEntry): string {
  if (entry.state === 'active') return 'works'
  if (entry.decision !== undefined) return decisionText(entry.decision)
  if (entry.state === 'disabled') {
    return 'is switched off in pmo.config.ts; remove its enabled: false, then restart the server'
  }
  const reason = entry.reason.replace(/\.$/, '')
  return `is kept out: ${reason}`
}

function keptOut(
  known: Pick<PluginEntry, 'configured' | 'id' | 'manifest'>,
  decision: PluginDecision,
): PluginEntry {
  if (decision.decision === 'disable') return { ...known, state: 'disabled', decision }
  const reason = `The plugin "${decision.plugin}" ${decisionText(decision)}.`
  return { ...known, state: 'quarantined', decision, phase: 'decided', reason }
}
