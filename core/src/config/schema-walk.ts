import { z } from 'zod'

type Def = { readonly type: string } & Readonly<Record<string, unknown>>

/** What zod knows of a schema; the one place that looks inside. */
function defOf(schema: z.core.$ZodType): Def {
  return schema._zod.def as unknown as Def // `def` is a union without a common index signature
}

const WRAPPERS = new Set(['optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly', 'catch'])

/** The schema inside optional, default and the like. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const def = defOf(schema)
  if (WRAPPERS.has(def.type)) return unwrap(def['innerType'] as z.core.$ZodType)
  if (def.type === 'pipe') return unwrap(def['in'] as z.core.$ZodType)
  return schema
}

/** Whether what is left out has a value all the same. */
export function hasDefault(schema: z.core.$ZodType): boolean {
  const def = defOf(schema)
  if (def.type === 'default' || def.type === 'prefault') return true
  return WRAPPERS.has(def.type) && hasDefault(def['innerType'] as z.core.$ZodType)
}

/** zod's name for what a schema takes inside optional, default and the like: `string`, `number`, `array` … */
export function typeOf(schema: z.core.$ZodType): string {
  return defOf(unwrap(schema)).type
}

/** The fields of an object schema, or undefined for any other. */
export function fieldsOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined {
  const def = defOf(unwrap(schema))
  return def.type === 'object' ? (def['shape'] as Record<string, z.core.$ZodType>) : undefined
}

/** Whether an object schema takes keys beside those it names. */
export function isOpen(schema: z.core.$ZodType): boolean {
  const def = defOf(unwrap(schema))
  const rest = def['catchall'] as z.core.$ZodType | undefined
  return rest !== undefined && defOf(rest).type !== 'never'
}

/** The schema of the elements of a list or the values of a record. */
export function elementOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const def = defOf(unwrap(schema))
  if (def.type === 'array') return def['element'] as z.core.$ZodType
  if (def.type === 'record') return def['valueType'] as z.core.$ZodType
  return undefined
}

/** The schema at a path, as far as it can be followed. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let current: z.core.$ZodType | undefined = schema
  for (const step of path) {
    if (current === undefined) return undefined
    current = fieldsOf(current)?.[String(step)] ?? elementOf(current)
  }
  return current
}

/** The description that a schema or what it wraps carries. */
export function descriptionOf(schema: z.core.$ZodType): string | undefined {
  const described = z.globalRegistry.get(schema)?.description
  if (described !== undefined) return described
  const inner = unwrap(schema)
  return inner === schema ? undefined : z.globalRegistry.get(inner)?.description
}
