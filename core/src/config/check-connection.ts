import {
  checkConfigured,
  type CheckedConfigured,
  type Configurable,
  type ConfiguredValue,
} from './check-configured.ts'
import type { ConnectionInput } from './pmo-config.ts'
import { CONNECTION_KEYS, connectionSettings } from './schema/connection.ts'

/** The connector's own part of a connection. */
export function connectorConfigOf(connection: ConnectionInput): Record<string, unknown> {
  return Object.fromEntries(Object.entries(connection).filter(([key]) => !CONNECTION_KEYS.has(key)))
}

/** A connection as something that its connector configures. @param at where it stands */
export function configuredConnection(
  connection: ConnectionInput,
  at: readonly PropertyKey[],
): ConfiguredValue {
  return {
    value: connectorConfigOf(connection),
    secrets: connection.secrets ?? {},
    at,
    noun: 'connector',
    beside: Object.keys(connectionSettings.shape),
  }
}

/** Checks a connection against its connector: fields, secrets, unknown keys. Pure. */
export function checkConnection(
  connection: ConnectionInput,
  connector: Configurable,
  at: readonly PropertyKey[],
): CheckedConfigured {
  return checkConfigured(connector, configuredConnection(connection, at))
}
