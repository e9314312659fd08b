/** A field of a form, read from a JSON Schema. `json`: a shape that no control fits; it is written as JSON. */
export type FormField = {
  readonly name: string
  readonly description?: string
  readonly required: boolean
} & (
  | { readonly kind: 'text'; readonly preset?: string }
  | { readonly kind: 'number'; readonly preset?: number; readonly isWhole: boolean }
  | { readonly kind: 'flag'; readonly preset: boolean }
  | { readonly kind: 'choice'; readonly preset?: string; readonly options: readonly string[] }
  | { readonly kind: 'lines'; readonly ofNumbers: boolean }
  | { readonly kind: 'group'; readonly fields: readonly FormField[] }
  | { readonly kind: 'list'; readonly fields: readonly FormField[] }
  | { readonly kind: 'json' }
)

type Schema = Readonly<Record<string, unknown>>

/** The fields of an object's JSON Schema, required ones first. A schema of no object has none. */
export function formFieldsOf(schema: unknown): readonly FormField[] {
  const { properties, required } = schemaOf(schema)
  const needed = Array.isArray(required) ? required : []
  return Object.entries(schemaOf(properties))
    .map(([name, one]) => fieldOf(name, schemaOf(one), needed.includes(name)))
    .toSorted((a, b) => Number(b.required) - Number(a.required))
}

function fieldOf(name: string, schema: Schema, required: boolean): FormField {
  const { type, description, default: preset, enum: options, items } = schema
  const field = { name, required, ...(typeof description === 'string' && { description }) }
  if (Array.isArray(options) && options.every((one) => typeof one === 'string')) {
    return { ...field, kind: 'choice', options, ...(typeof preset === 'string' && { preset }) }
  }
  switch (type) {
    case 'string':
      return { ...field, kind: 'text', ...(typeof preset === 'string' && { preset }) }
    case 'number':
    case 'integer':
      return {
        ...field,
        kind: 'number',
        isWhole: type === 'integer',
        ...(typeof preset === 'number' && { preset }),
      }
    case 'boolean':
      return { ...field, kind: 'flag', preset: preset === true }
    case 'array': {
      const of = schemaOf(items)
      if (of['type'] === 'string') return { ...field, kind: 'lines', ofNumbers: false }
      if (of['type'] === 'number' || of['type'] === 'integer')
        return { ...field, kind: 'lines', ofNumbers: true }
      const fields = formFieldsOf(of)
      return fields.length > 0 ? { ...field, kind: 'list', fields } : { ...field, kind: 'json' }
    }
    case 'object': {
      const fields = formFieldsOf(schema)
      return fields.length > 0 ? { ...field, kind: 'group', fields } : { ...field, kind: 'json' }
    }
    default:
      // A number that may be written as text, too (the id of an app, say), is text.
      return takesText(schema) ? { ...field, kind: 'text' } : { ...field, kind: 'json' }
  }
}

function takesText({ anyOf }: Schema): boolean {
  return (
    Array.isArray(anyOf) &&
    anyOf.some((one) => schemaOf(one)['type'] === 'string') &&
    anyOf.every((one) => ['string', 'integer', 'number'].includes(String(schemaOf(one)['type'])))
  )
}

function schemaOf(value: unknown): Schema {
  // Named boundary: a JSON Schema; every use checks what it finds.
  return typeof value === 'object' && value !== null ? (value as Schema) : {}
}
