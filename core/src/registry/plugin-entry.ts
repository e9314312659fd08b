import type { Manifest } from '@headless-pmo/sdk'
import type { ConfiguredPlugin } from './configured-plugin.ts'
import type { PluginCode } from './plugin-code.ts'
import type { PluginDecision } from './plugin-decision.ts'

/** Where a plugin stopped working. `run`: after it had been loaded. `decided`: a person keeps it out. */
export const PHASES = ['find', 'import', 'verify', 'sdk', 'run', 'decided'] as const
export type PluginPhase = (typeof PHASES)[number]

/** Why a plugin is kept out (law 14). */
export interface Quarantine {
  readonly phase: PluginPhase
  /** One sentence with what to do. */
  readonly reason: string
}

interface Entry {
  readonly configured: ConfiguredPlugin
}

/** A plugin that works. */
export interface ActivePlugin extends Entry {
  readonly state: 'active'
  readonly id: string
  readonly manifest: Manifest
  readonly code: PluginCode
}

/** A plugin that somebody switched off; none of its code runs. */
export interface DisabledPlugin extends Entry {
  readonly state: 'disabled'
  /** Absent: it was never looked at. */
  readonly id?: string
  readonly manifest?: Manifest
  /** Absent: pmo.config.ts says so. */
  readonly decision?: PluginDecision
}

/** A plugin that is kept out; `id` is known only when it got as far as saying it. */
export interface QuarantinedPlugin extends Entry, Quarantine {
  readonly state: 'quarantined'
  readonly id?: string
  readonly manifest?: Manifest
  readonly decision?: PluginDecision
  /** Of one that was loaded: what it did until then. */
  readonly code?: PluginCode
}

export type PluginEntry = ActivePlugin | DisabledPlugin | QuarantinedPlugin
