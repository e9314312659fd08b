import { BRAND, isBranded, type Branded } from './brand.ts'
import type { AnyConnector } from './define-connector.ts'

/** Anything a plugin can contribute. */
export type Contribution = AnyConnector

export interface PluginDefinition {
  /** Short id, lower case: `github`. It names the plugin in configuration, addresses and messages. */
  readonly id: string
  readonly title: string
  /** Version of the plugin; part of the key that decides when stored raw items are mapped again. */
  readonly version: string
  /** Range of SDK versions it works with, e.g. `^1.0.0`; checked when it is loaded. */
  readonly sdk: string
  readonly contributes: readonly Contribution[]
}

export interface Plugin extends PluginDefinition, Branded<'plugin'> {}

/**
 * Describes a plugin. Importing the module that calls it does nothing else (law 1).
 *
 * @example
 * ```ts
 * export default definePlugin({ id: 'linear', title: 'Linear', version: '1.0.0', sdk: '^1.0.0', contributes: [] })
 * ```
 */
export function definePlugin(definition: PluginDefinition): Plugin {
  return { ...definition, [BRAND]: 'plugin' }
}

export function isPlugin(value: unknown): value is Plugin {
  return isBranded(value, 'plugin')
}
