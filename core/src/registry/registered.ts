import type { AnyCheck, AnyConnector, AnyNotifier, AnyRoute, ManifestCheck, Plugin } from '@headless-pmo/sdk'
import type { Role } from '../rpc/index.ts'
import type { PluginModule } from './plugin-code.ts'

/** A connector with the plugin that brought it. */
export interface RegisteredConnector {
  readonly plugin: Plugin
  readonly connector: AnyConnector
}

/** A notifier with the plugin that brought it. */
export interface RegisteredNotifier {
  readonly plugin: Plugin
  readonly notifier: AnyNotifier
}

/** A check of a plugin that works. Its code is loaded where it is evaluated. */
export interface RegisteredCheck {
  /** Id of the plugin. */
  readonly plugin: string
  /** Version of the plugin; that of the check stands in its manifest. */
  readonly pluginVersion: string
  readonly manifest: ManifestCheck
  /** What is set for it beside the name of its plugin: `config`, under its id. */
  readonly params: unknown
  /** Where threads import its plugin from; absent: it runs in processes of its own, and {@link open} gives its proxy. */
  readonly module?: PluginModule
  /** Loads it. @throws PmoError `plugin-unusable` */
  open(): Promise<AnyCheck>
}

/** The route of a plugin that works, ready to be mounted; its code is loaded with the first request. */
export interface RegisteredRoute {
  /** Id of the plugin: it is mounted under `/plugins/<id>/`. */
  readonly plugin: string
  readonly version: string
  /** Under its present name, whatever the plugin calls it. */
  readonly role: Role
  /** References by name: `env:NAME`, `file:PATH`. */
  readonly secrets: Readonly<Record<string, string>>
  /**
   * Loads the route with its checked config.
   * @throws PmoError saying why it cannot be used: `plugin-unusable`, or `config-invalid` where its config is wrong
   */
  open(): Promise<{ readonly route: AnyRoute; readonly config: unknown }>
}
