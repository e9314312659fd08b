import type { z } from 'zod'
import { elementOf, fieldsOf, typeOf } from '../../config/index.ts'

/** A text of a query or path as the schema wants it; what cannot be converted stays text, for the schema to refuse. */
function convert(text: string, schema: z.core.$ZodType | undefined): unknown {
  const type = schema === undefined ? 'string' : typeOf(schema)
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/**
 * The input of a procedure from a query string and path parameters. A list is the same key several times.
 * Pure; the schema itself is left as it is (trpc-to-openapi's own adapter makes it coerce, by which "false"
 * becomes true).
 */
export function queryInput(
  schema: z.core.$ZodType | undefined,
  query: URLSearchParams,
  path: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const fields = schema === undefined ? {} : (fieldsOf(schema) ?? {})
  const input: Record<string, unknown> = {}
  for (const key of new Set(query.keys())) {
    const field = fields[key]
    const element = field !== undefined && typeOf(field) === 'array' ? elementOf(field) : undefined
    const values = query.getAll(key)
    input[key] =
      element === undefined && values.length === 1
        ? convert(values[0] ?? '', field)
        : values.map((value) => convert(value, element))
  }
  for (const [key, value] of Object.entries(path)) input[key] = convert(value, fields[key])
  return input
}
