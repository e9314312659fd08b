import type { Manifest, ManifestContribution } from '@headless-pmo/sdk'
import type { CheckedConfigured, ConnectionInput, NotifierInput } from '../config/index.ts'
import type { ConfiguredKind } from './configurable.ts'
import type { ConfigMigration } from './migrate-config.ts'
import type { PluginDecision } from './plugin-decision.ts'
import type { PluginListener } from './plugin-event.ts'
import type { PluginView } from './plugin-view.ts'
import type {
  RegisteredCheck,
  RegisteredConnector,
  RegisteredNotifier,
  RegisteredRoute,
} from './registered.ts'

/** What came of looking at a plugin's files again. */
export interface PluginUpgrade {
  readonly from: string
  readonly to: string
}

/** The plugins of this server. One that is broken is kept out and named; the others go on (law 14). */
export interface Registry {
  plugins(): readonly PluginView[]
  /** @throws PmoError `not-found` */
  plugin(id: string): PluginView
  /** What a plugin says of itself; absent for one that never got that far. */
  manifest(id: string): Manifest | undefined
  /**
   * What the manifest says of a plugin's connector, notifier or route; runs nothing.
   * @throws PmoError `config-invalid`, `plugin-unusable` saying why there is no such contribution and what to do
   */
  contribution<Kind extends ConfiguredKind>(
    pluginId: string,
    kind: Kind,
  ): Extract<ManifestContribution, { kind: Kind }>
  /**
   * The connector of a plugin; loads its code where that has not happened yet.
   * @throws PmoError `config-invalid`, `plugin-unusable` saying why there is no such connector and what to do
   */
  connector(pluginId: string): Promise<RegisteredConnector>
  /** The notifier of a plugin, likewise. */
  notifier(pluginId: string): Promise<RegisteredNotifier>
  /** The checks of all plugins that work, in the order of the plugins. Runs none of their code. */
  checks(): readonly RegisteredCheck[]
  /** The routes of all plugins that work. */
  routes(): readonly RegisteredRoute[]
  /** @throws PmoError saying why there is no such route */
  route(pluginId: string): RegisteredRoute
  /**
   * Checks a connection against its connector; every mistake with its path. Runs no code of a plugin that is not loaded: then the
   * manifest tells, and the plugin's own schema has the last word when the connection is opened.
   * @param at where it stands
   */
  checkConnection(connection: ConnectionInput, at: readonly PropertyKey[]): CheckedConfigured
  /** The same for a notifier. */
  checkNotifier(notifier: NotifierInput, at: readonly PropertyKey[]): CheckedConfigured
  /** The `configVersion` that a plugin's connector, notifier or route has now; absent where there is none that works. */
  configVersion(pluginId: string, kind: ConfiguredKind): number | undefined
  /** Brings a config that was written for an older version of its plugin up to date. Never throws for the plugin's sake. */
  migrateConfig(request: {
    readonly plugin: string
    readonly kind: ConfiguredKind
    readonly config: Readonly<Record<string, unknown>>
    readonly from: number
  }): Promise<ConfigMigration>
  /** Keeps a loaded plugin out from now on, until it is released or the server starts again. */
  quarantine(pluginId: string, reason: string): void
  /** Carries out what a person decided and what is kept already: tries a plugin again, or ends it. */
  carryOut(decision: PluginDecision): Promise<PluginView>
  /**
   * Takes the version of a plugin that is installed now in the place of the one that runs.
   * @throws PmoError `conflict` for an older version, `plugin-unusable`, `invalid-request`; the old one goes on then
   */
  upgrade(pluginId: string): Promise<PluginUpgrade>
  /** Tells of everything that happens to plugins from now on. */
  watch(listener: PluginListener): Disposable
  /**
   * Runs what a plugin does. An error that it leaves for nobody to catch does not end the server: the plugin is kept out.
   * @param redact hides secrets in what it throws
   */
  run<T>(pluginId: string, redact: (text: string) => string, work: () => T): T
  /** Ends the processes of all plugins and forgets them. Safe to call twice. */
  dispose(): Promise<void>
}
