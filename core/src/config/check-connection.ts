import type { AnyConnector } from '@headless-pmo/sdk'
import type { z } from 'zod'
import { explainIssues } from './explain-issues.ts'
import { type Mistake, pathText } from './mistake.ts'
import { CONNECTION_KEYS, connectionSettings } from './schema/connection.ts'
import type { ConnectionInput } from './pmo-config.ts'
import { elementOf, fieldsOf, isOpen } from './schema-walk.ts'
import { didYouMean, suggest } from './suggest.ts'

/** The connector's own part of a connection. */
export function connectorConfigOf(connection: ConnectionInput): Record<string, unknown> {
  return Object.fromEntries(Object.entries(connection).filter(([key]) => !CONNECTION_KEYS.has(key)))
}

/** Keys that a schema does not name; zod drops them in silence, and a typo would go unseen. */
function unknownKeys(
  schema: z.core.$ZodType,
  value: unknown,
  at: readonly PropertyKey[],
  alsoKnown: readonly string[] = [],
): Mistake[] {
  if (typeof value !== 'object' || value === null) return []
  const fields = fieldsOf(schema)
  if (fields === undefined) {
    const element = elementOf(schema)
    if (element === undefined) return []
    const entries: Iterable<[PropertyKey, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value)
    return [...entries].flatMap(([key, inner]) => unknownKeys(element, inner, [...at, key]))
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const field = fields[key]
    if (field !== undefined) return unknownKeys(field, inner, [...at, key])
    if (isOpen(schema)) return []
    const problem = `is unknown; ${didYouMean(key, [...Object.keys(fields), ...alsoKnown])}`
    return [{ path: pathText([...at, key]), problem }]
  })
}

function secretMistakes(
  connection: ConnectionInput,
  connector: AnyConnector,
  at: readonly PropertyKey[],
): Mistake[] {
  const declared = connector.secrets ?? {}
  const given = connection.secrets ?? {}
  const mistakes: Mistake[] = []
  for (const name of Object.keys(given)) {
    if (declared[name] !== undefined) continue
    mistakes.push({
      path: pathText([...at, 'secrets', name]),
      problem: `is a secret that the connector does not know; ${didYouMean(name, Object.keys(declared))}`,
    })
  }
  for (const [name, { optional, description }] of Object.entries(declared)) {
    if (optional || given[name] !== undefined) continue
    mistakes.push({
      path: pathText([...at, 'secrets', name]),
      problem: `is missing (${description}); write e.g. ${name}: "env:${name.replace(/[A-Z]/g, '_$&').toUpperCase()}"`,
    })
  }
  return mistakes
}

export type CheckedConnection =
  | {
      readonly ok: true
      /** Parsed by the connector's schema, defaults filled in. */ readonly config: unknown
    }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** Checks a connection against its connector: fields, secrets, unknown keys. Pure. */
export function checkConnection(
  connection: ConnectionInput,
  connector: AnyConnector,
  at: readonly PropertyKey[],
): CheckedConnection {
  const value = connectorConfigOf(connection)
  const mistakes = [
    ...unknownKeys(connector.config, value, at, Object.keys(connectionSettings.shape)),
    ...secretMistakes(connection, connector, at),
  ]
  // What a mistyped field leaves without a value is the same mistake once more.
  const meant = new Set(
    Object.keys(value).flatMap((key) => {
      const known = Object.keys(fieldsOf(connector.config) ?? {})
      return known.includes(key) ? [] : [pathText([...at, suggest(key, known) ?? key])]
    }),
  )
  const parsed = connector.config.safeParse(value)
  if (!parsed.success) {
    mistakes.push(
      ...explainIssues({ schema: connector.config, value, at }, parsed.error.issues).filter(
        ({ path }) => !meant.has(path) && !mistakes.some((known) => known.path === path),
      ),
    )
  }
  if (mistakes.length > 0 || !parsed.success) return { ok: false, mistakes }
  return { ok: true, config: parsed.data }
}
