/**
 * Spells out the properties of maps with fixed keys. A map from an enum is described by the names that it must have and by one schema for all
 * of them, which is right and which readers of OpenAPI do not follow: each name becomes a property. Pure.
 */
export function spelledOut<T>(value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => spelledOut(one)) as T // the same shape, piece by piece
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, spelledOut<unknown>(inner)] as const)
  const schema: Readonly<Record<string, unknown>> = Object.fromEntries(entries)
  const { required, properties, additionalProperties, propertyNames, ...rest } = schema
  const isMap =
    Array.isArray(required) &&
    properties === undefined &&
    typeof propertyNames === 'object' &&
    typeof additionalProperties === 'object'
  if (!isMap) return schema as T
  const named = required.map((name) => [String(name), additionalProperties] as const)
  return { ...rest, required, properties: Object.fromEntries(named), additionalProperties: false } as T
}

/** A reply's description for a list that takes `fields`: none of a row's fields is there always. Rows are `items`, or the first list. Pure. */
export function withChosenFields(schema: unknown): unknown {
  if (!isObject(schema) || !isObject(schema['properties'])) return schema
  const { properties } = schema
  const rows =
    'items' in properties
      ? 'items'
      : Object.keys(properties).find((key) => {
          const one = properties[key]
          return isObject(one) && one['type'] === 'array'
        })
  const list = rows === undefined ? undefined : properties[rows]
  if (rows === undefined || !isObject(list) || !isObject(list['items'])) return schema
  return {
    ...schema,
    properties: { ...properties, [rows]: { ...list, items: withoutRequired(list['items']) } },
  }
}

function withoutRequired(row: Readonly<Record<string, unknown>>): unknown {
  const { required: _, ...rest } = row
  const forms = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map((form: unknown) => (isObject(form) ? withoutRequired(form) : form))
      : value
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, FORMS.has(key) ? forms(value) : value]),
  )
}

/** Where a schema lists the forms that a row may have. */
const FORMS = new Set(['oneOf', 'anyOf', 'allOf'])

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
