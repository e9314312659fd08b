/** The parts of an OpenAPI document that the gate reads. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly parameters?: readonly unknown[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
}

export interface OpenApiParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema?: JsonSchema
}

export type JsonSchema = { readonly [key: string]: unknown }

export class OpenApiError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OpenApiError'
  }
}

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a reference points to; the value itself when it is none. */
export const resolve = (document: OpenApiDocument, value: unknown): unknown => {
  let current = value
  for (let depth = 0; isObject(current) && typeof current['$ref'] === 'string'; depth++) {
    if (depth > 20) throw new OpenApiError(`The reference ${current['$ref']} leads nowhere.`)
    const [, , section = '', name = ''] = current['$ref'].split('/')
    current = document.components[section]?.[name]
  }
  return current
}

export interface TranslateOptions {
  /** Refuse keys that the schema does not know; `allOf` is left alone, as its parts see each other's keys. */
  readonly strict: boolean
}

/** OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, references point into `$defs`. */
export const translate = (schema: unknown, options: TranslateOptions, insideAllOf = false): unknown => {
  if (Array.isArray(schema)) return schema.map((part) => translate(part, options, insideAllOf))
  if (!isObject(schema)) return schema
  if (typeof schema['$ref'] === 'string')
    return { $ref: schema['$ref'].replace('#/components/schemas/', '#/$defs/') }
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (
      ['example', 'examples', 'nullable', 'discriminator', 'xml', 'externalDocs', 'deprecated'].includes(key)
    )
      continue
    if (key === 'properties' && isObject(value)) {
      result[key] = Object.fromEntries(
        Object.entries(value).map(([name, part]) => [name, translate(part, options)]),
      )
    } else if (key === 'enum' || key === 'default' || key === 'required') result[key] = value
    else result[key] = translate(value, options, key === 'allOf')
  }
  const closed =
    options.strict && !insideAllOf && result['properties'] !== undefined && result['allOf'] === undefined
  const alternatives = result['anyOf'] !== undefined || result['oneOf'] !== undefined
  if (closed && !alternatives && result['additionalProperties'] === undefined)
    result['additionalProperties'] = false
  if (schema['nullable'] !== true) return result
  if (typeof result['type'] === 'string') {
    const choices = Array.isArray(result['enum']) ? { enum: [...(result['enum'] as unknown[]), null] } : {}
    return { ...result, type: [result['type'], 'null'], ...choices }
  }
  return { anyOf: [result, { type: 'null' }] }
}
