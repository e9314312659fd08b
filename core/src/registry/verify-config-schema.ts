import type { z } from 'zod'
import { descriptionOf, elementOf, fieldsOf } from '../config/index.ts'

/** What zod knows of a schema, as far as defaults go; the one place that looks inside. */
function defaultOf(
  schema: z.core.$ZodType,
): { readonly value: unknown; readonly inner: z.core.$ZodType } | undefined {
  const def = schema._zod.def as unknown as Readonly<Record<string, unknown>> // a union without an index
  const inner = def['innerType'] as z.core.$ZodType | undefined
  if (inner === undefined) return undefined
  if (def['type'] === 'default' || def['type'] === 'prefault') return { value: def['defaultValue'], inner }
  return defaultOf(inner)
}

function isZod(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value
}

/** Walks all fields, those of nested objects and lists included. */
function* allFields(
  schema: z.core.$ZodType,
  at: string,
): Generator<{ readonly path: string; readonly schema: z.core.$ZodType }> {
  const fields = fieldsOf(schema)
  if (fields !== undefined) {
    for (const [name, field] of Object.entries(fields)) {
      const path = at === '' ? name : `${at}.${name}`
      yield { path, schema: field }
      yield* allFields(field, path)
    }
    return
  }
  const element = elementOf(schema)
  if (element !== undefined) yield* allFields(element, `${at}[]`)
}

/**
 * What is wrong with a config schema; nothing when all is well.
 * @param reserved names that the settings beside it have
 */
export function configSchemaMistakes(schema: unknown, reserved: ReadonlySet<string>): readonly string[] {
  if (!isZod(schema)) return ['its config is no zod schema; use z of @headless-pmo/sdk']
  const fields = fieldsOf(schema)
  if (fields === undefined) return ['its config is no object; write z.object({ … })']
  const mistakes = Object.keys(fields)
    .filter((name) => reserved.has(name))
    .map((name) => `its config field "${name}" has the name of a setting that stands beside it; rename it`)
  for (const { path, schema: field } of allFields(schema, '')) {
    if (descriptionOf(field) === undefined) {
      mistakes.push(`its config field "${path}" has no description; add .describe('…')`)
    }
    const given = defaultOf(field)
    if (given !== undefined && isZod(given.inner) && !given.inner.safeParse(given.value).success) {
      mistakes.push(`the default of its config field "${path}" does not fit the field; correct one of them`)
    }
  }
  return mistakes
}
