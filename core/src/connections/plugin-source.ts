import type { AnyConnector } from '@headless-pmo/sdk'

/** A plugin's connector, ready to be used. */
export interface UsablePlugin {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly connector: AnyConnector
}

/** What the registry knows; an own, small view of it. */
export interface PluginSource {
  /** Ids of the plugins that can be used. */
  ids(): readonly string[]
  /** @throws PmoError with the reason why the plugin cannot be used */
  usable(id: string): UsablePlugin
}
