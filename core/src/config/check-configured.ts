import type { SecretDeclaration } from '@headless-pmo/sdk'
import type { z } from 'zod'
import { explainIssues } from './explain-issues.ts'
import { type Mistake, pathText } from './mistake.ts'
import { elementOf, fieldsOf, isOpen } from './schema-walk.ts'
import { didYouMean, suggest } from './suggest.ts'

/** What something that is configured takes: a connector, a notifier, a route. */
export interface Configurable {
  readonly config: z.ZodType
  readonly secrets?: Readonly<Record<string, SecretDeclaration>>
}

/** What was written for it. */
export interface ConfiguredValue {
  /** Its own configuration alone. */
  readonly value: Readonly<Record<string, unknown>>
  /** References by name. */
  readonly secrets: Readonly<Record<string, string>>
  /** Where it stands. */
  readonly at: readonly PropertyKey[]
  /** Where its secrets stand; `at` with `secrets` unless said otherwise. */
  readonly secretsAt?: readonly PropertyKey[]
  /** What it is called in sentences: connector, notifier, route. */
  readonly noun: string
  /** Keys that may stand beside its own, for suggestions. */
  readonly beside: readonly string[]
}

export type CheckedConfigured =
  | {
      readonly ok: true
      /** Parsed by its schema, defaults filled in. */ readonly config: unknown
    }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

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

function secretMistakes(declared: Configurable['secrets'] = {}, written: ConfiguredValue): Mistake[] {
  const { secrets, at, secretsAt = [...at, 'secrets'], noun } = written
  const mistakes: Mistake[] = []
  for (const name of Object.keys(secrets)) {
    if (declared[name] !== undefined) continue
    mistakes.push({
      path: pathText([...secretsAt, name]),
      problem: `is a secret that the ${noun} does not know; ${didYouMean(name, Object.keys(declared))}`,
    })
  }
  for (const [name, { optional, description }] of Object.entries(declared)) {
    if (optional || secrets[name] !== undefined) continue
    mistakes.push({
      path: pathText([...secretsAt, name]),
      problem: `is missing (${description}); write e.g. ${name}: "env:${name.replace(/[A-Z]/g, '_$&').toUpperCase()}"`,
    })
  }
  return mistakes
}

function conclude(
  configurable: Configurable,
  written: ConfiguredValue,
  parsed: z.ZodSafeParseResult<unknown>,
): CheckedConfigured {
  const { config: schema, secrets } = configurable
  const { value, at, beside } = written
  const mistakes = [...unknownKeys(schema, value, at, beside), ...secretMistakes(secrets, written)]
  // What a mistyped field leaves without a value is the same mistake once more.
  const known = Object.keys(fieldsOf(schema) ?? {})
  const meant = new Set(
    Object.keys(value).flatMap((key) =>
      known.includes(key) ? [] : [pathText([...at, suggest(key, known) ?? key])],
    ),
  )
  if (!parsed.success) {
    mistakes.push(
      ...explainIssues({ schema, value, at }, parsed.error.issues).filter(
        ({ path }) => !meant.has(path) && !mistakes.some((one) => one.path === path),
      ),
    )
  }
  if (mistakes.length > 0 || !parsed.success) return { ok: false, mistakes }
  return { ok: true, config: parsed.data }
}

/** Checks what was written for something that is configured: fields, secrets, unknown keys. Pure. */
export function checkConfigured(configurable: Configurable, written: ConfiguredValue): CheckedConfigured {
  return conclude(configurable, written, configurable.config.safeParse(written.value))
}

/** The same where the schema may live in another process. */
export async function parseConfigured(
  configurable: Configurable,
  written: ConfiguredValue,
): Promise<CheckedConfigured> {
  return conclude(configurable, written, await configurable.config.safeParseAsync(written.value))
}
