import type { JsonSchema } from './json-schema.ts'

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A config in which every text says where it comes from, as `text` puts it: `{baseUrl}`, say. Numbers, flags and choices are their
 * defaults, or the first that is possible. It need not be valid: it is only given to functions that make addresses of it.
 */
export function placeholderConfig(
  schema: JsonSchema,
  text: (path: string, format: unknown) => string,
  path = '',
): unknown {
  const under = (step: string): string => (path === '' ? step : `${path}.${step}`)
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['default'] ?? schema['enum'][0]
  for (const choice of ['anyOf', 'oneOf', 'allOf']) {
    const [first]: readonly unknown[] = Array.isArray(schema[choice]) ? schema[choice] : []
    if (isSchema(first)) return placeholderConfig(first, text, path)
  }
  switch (schema['type']) {
    case 'string':
      return text(path, schema['format'])
    case 'integer':
    case 'number':
      return schema['default'] ?? schema['minimum'] ?? 1
    case 'boolean':
      return schema['default'] ?? false
    case 'array':
      return isSchema(schema['items']) ? [placeholderConfig(schema['items'], text, path)] : []
    case 'object':
      return Object.fromEntries(
        Object.entries(isSchema(schema['properties']) ? schema['properties'] : {}).flatMap(([key, field]) =>
          isSchema(field) ? [[key, placeholderConfig(field, text, under(key))]] : [],
        ),
      )
    default:
      return schema['default'] ?? null
  }
}
