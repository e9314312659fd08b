import type { AnyConnector, Plugin } from '@headless-pmo/sdk'

/** Where a plugin stopped working. `run`: after it had been loaded. */
export type PluginPhase = 'find' | 'import' | 'verify' | 'sdk' | 'run'

/** Why a plugin is kept out (law 14). */
export interface Quarantine {
  readonly phase: PluginPhase
  /** One sentence with what to do. */
  readonly reason: string
}

/** A plugin that works. */
export interface ActivePlugin {
  readonly state: 'active'
  readonly id: string
  /** As the configuration names it, or "imported". */
  readonly source: string
  readonly plugin: Plugin
  /** Absent for a plugin that contributes none. */
  readonly connector?: AnyConnector
}

/** A plugin that is kept out; `id` is known only when it got as far as saying it. */
export interface QuarantinedPlugin extends Quarantine {
  readonly state: 'quarantined'
  readonly id?: string
  readonly source: string
}

export type PluginEntry = ActivePlugin | QuarantinedPlugin
