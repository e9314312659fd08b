import type { Manifest } from '@headless-pmo/sdk'

/** A JSON Schema as plain data. */
export type Schema = Readonly<Record<string, unknown>>

/** One field that somebody may fill in. */
export interface SchemaField {
  /** `projects[].owner` */
  readonly path: string
  readonly keys: readonly (string | number)[]
  readonly field: Schema
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** All fields of an object's schema, those of objects and lists within it, too. */
export function schemaFields(
  schema: Schema,
  path = '',
  keys: readonly (string | number)[] = [],
): SchemaField[] {
  const { properties, items } = schema
  const choices = ['anyOf', 'oneOf', 'allOf'].flatMap((name) => {
    const list = schema[name]
    return Array.isArray(list) ? (list as unknown[]).filter(isSchema) : []
  })
  const own = isSchema(properties)
    ? Object.entries(properties).flatMap(([name, field]) => {
        if (!isSchema(field)) return []
        const at = path === '' ? name : `${path}.${name}`
        return [{ path: at, keys: [...keys, name], field }, ...schemaFields(field, at, [...keys, name])]
      })
    : []
  const elements = isSchema(items) ? schemaFields(items, `${path}[]`, [...keys, 0]) : []
  return [...own, ...elements, ...choices.flatMap((choice) => schemaFields(choice, path, keys))]
}

/** What can be filled in for a plugin, by the name of what it is for. */
export function configuredOf({
  contributes,
}: Manifest): readonly { readonly name: string; readonly schema: Schema }[] {
  return contributes.map((one) =>
    one.kind === 'check'
      ? { name: `the check ${one.id}`, schema: one.params }
      : { name: `the ${one.kind}`, schema: one.config },
  )
}
