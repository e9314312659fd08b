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
