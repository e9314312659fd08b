import { isPlugin, type Plugin } from '@headless-pmo/sdk'
import type { PluginInput, PluginLimits } from '../config/index.ts'

/** Where the code of a plugin runs: in the server, or in processes of its own. */
export type Isolation = 'inline' | 'process'

/** Packages that ship with the server. Everybody else's code runs apart. */
const OWN_PACKAGES = ['@headless-pmo/plugin-', '@headless-pmo/standards-']

/** What is said of a plugin in the configuration beside its name. */
export type PluginSettings = Omit<PluginInput, 'plugin'>

/** A plugin as the configuration names it, with all that is said of it there. */
export interface ConfiguredPlugin {
  readonly named: Plugin | string
  /** The package or path, or `<id> (imported)`. */
  readonly source: string
  /** Where it stands in the configuration. */
  readonly at: readonly PropertyKey[]
  readonly isolation: Isolation
  readonly enabled: boolean
  /** It was named as an exception from the range of SDK versions that it works with. */
  readonly anySdk: boolean
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, string>>
  readonly limits: PluginLimits
  /** All that was written beside its name, as it was written. */
  readonly settings: PluginSettings
  /** What to write, where `config` is not as written but brought into the present form. */
  readonly note?: string
}

function usualIsolation(named: Plugin | string): Isolation {
  return typeof named !== 'string' || OWN_PACKAGES.some((start) => named.startsWith(start))
    ? 'inline'
    : 'process'
}

/** Reads one entry of `plugins`. Pure. */
export function configuredPlugin(input: Plugin | string | PluginInput, index: number): ConfiguredPlugin {
  const settings: PluginInput = typeof input === 'string' || isPlugin(input) ? { plugin: input } : input
  const { plugin: named, ...written } = settings
  return {
    named,
    source: typeof named === 'string' ? named : `${named.id} (imported)`,
    at: ['plugins', index],
    isolation: settings.isolation ?? usualIsolation(named),
    enabled: settings.enabled ?? true,
    anySdk: settings.sdk === 'any',
    config: settings.config ?? {},
    secrets: settings.secrets ?? {},
    limits: settings.limits ?? {},
    settings: written,
  }
}
