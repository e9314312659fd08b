import {
  CONNECTION_KEYS,
  connectorConfigOf,
  NOTIFIER_KEYS,
  notifierConfigOf,
  type CheckedConfigured,
  type ConnectionInput,
  type NotifierInput,
} from '../config/index.ts'
import type { Definition } from '../definitions/index.ts'
import type { ConfiguredKind } from './configurable.ts'
import type { Registry } from './registry.ts'

type Body = Readonly<Record<string, unknown>>

/** How entries of a kind stand to the plugin that they configure. */
export interface ConfiguredDefinition {
  readonly contribution: ConfiguredKind
  /** The plugin's own part of the body. */
  readonly configOf: (body: Body) => Record<string, unknown>
  /** The body with another config in it. */
  readonly withConfig: (body: Body, config: Body) => Body
  readonly check: (registry: Registry, body: Body, at: readonly PropertyKey[]) => CheckedConfigured
}

const settingsOf = (body: Body, keys: ReadonlySet<string>): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => keys.has(key)))

const connection: ConfiguredDefinition = {
  contribution: 'connector',
  // A stored body has passed the schema of its kind.
  configOf: (body) => connectorConfigOf(body as unknown as ConnectionInput),
  withConfig: (body, config) => ({ ...settingsOf(body, CONNECTION_KEYS), ...config }),
  check: (registry, body, at) => registry.checkConnection(body as unknown as ConnectionInput, at),
}

const notifier: ConfiguredDefinition = {
  contribution: 'notifier',
  configOf: (body) => notifierConfigOf(body as unknown as NotifierInput),
  withConfig: (body, config) => ({ ...settingsOf(body, NOTIFIER_KEYS), ...config }),
  check: (registry, body, at) => registry.checkNotifier(body as unknown as NotifierInput, at),
}

/** Entries that configure a plugin, by kind. */
export function configuredDefinition(kind: Definition['kind']): ConfiguredDefinition | undefined {
  if (kind === 'connection') return connection
  return kind === 'notifier' ? notifier : undefined
}

/** Id of the plugin that an entry configures. */
export function pluginOf(body: Body): string {
  return String(body['plugin'])
}
