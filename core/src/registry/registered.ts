import type { AnyConnector, AnyNotifier, AnyRoute, ManifestRoute, Plugin } from '@headless-pmo/sdk'

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

/** The route of a plugin that works, ready to be mounted; its code is loaded with the first request. */
export interface RegisteredRoute {
  /** Id of the plugin: it is mounted under `/plugins/<id>/`. */
  readonly plugin: string
  readonly version: string
  readonly role: ManifestRoute['role']
  /** References by name: `env:NAME`, `file:PATH`. */
  readonly secrets: Readonly<Record<string, string>>
  /**
   * Loads the route with its checked config.
   * @throws PmoError saying why it cannot be used: `plugin-unusable`, or `config-invalid` where its config is wrong
   */
  open(): Promise<{ readonly route: AnyRoute; readonly config: unknown }>
}
