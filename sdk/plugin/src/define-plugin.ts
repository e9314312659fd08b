import { BRAND, isBranded, type Branded } from './brand.ts'
import type { AnyCheck } from './define-check.ts'
import type { AnyConnector } from './define-connector.ts'
import type { AnyNotifier } from './define-notifier.ts'
import type { AnyRoute } from './define-route.ts'

/**
 * Anything a plugin can contribute: at most one connector, one notifier and one route, and any number of checks. See {@link definePlugin}.
 */
export type Contribution = AnyConnector | AnyCheck | AnyNotifier | AnyRoute

/** A plugin as an author writes it. See {@link definePlugin}. */
export interface PluginDefinition {
  /** Short id, lower case: `github`. It names the plugin in configuration, addresses and messages. */
  readonly id: string
  /** Name shown to people. */
  readonly title: string
  /** Version of the plugin; part of the key that decides when stored raw items are mapped again. */
  readonly version: string
  /** Range of SDK versions it works with, e.g. `^1.0.0`; checked when it is loaded. */
  readonly sdk: string
  /** What it adds: at most one connector, one notifier and one route, and any number of checks. */
  readonly contributes: readonly Contribution[]
}

/** A plugin: the default export of its module. See {@link definePlugin}. */
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

/**
 * Whether a value is a plugin, from whichever copy of the SDK.
 *
 * @example
 * ```ts
 * const loaded: { readonly default?: unknown } = await import('@headless-pmo/plugin-github')
 * if (!isPlugin(loaded.default)) throw new TypeError('The module has no plugin as its default export.')
 * ```
 */
export function isPlugin(value: unknown): value is Plugin {
  return isBranded(value, 'plugin')
}

interface ContributionKinds {
  readonly connector: AnyConnector
  readonly check: AnyCheck
  readonly notifier: AnyNotifier
  readonly route: AnyRoute
}

/** The kinds of contributions. See {@link contributionsOf}. */
export type ContributionKind = keyof ContributionKinds

/**
 * The contributions of one kind, in the order in which the plugin names them.
 *
 * @example
 * ```ts
 * const [connector] = contributionsOf(plugin, 'connector')
 * ```
 */
export function contributionsOf<K extends ContributionKind>(
  plugin: PluginDefinition,
  kind: K,
): readonly ContributionKinds[K][] {
  return plugin.contributes.filter((one): one is Contribution & ContributionKinds[K] => isBranded(one, kind))
}
