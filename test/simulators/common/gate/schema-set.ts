import { Ajv, type ValidateFunction } from 'ajv'
import { type OpenApiDocument, translate } from './open-api.ts'

/** Compiled validators of one document. */
export interface SchemaSet {
  /** Unknown keys are refused. */
  strict(schema: unknown): ValidateFunction
  lenient(schema: unknown): ValidateFunction
}

const sets = new WeakMap<OpenApiDocument, SchemaSet>()

/** The formats that the description names, as far as they can be checked without a library. */
const FORMATS: Readonly<Record<string, true | RegExp>> = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  uri: /^[a-z][a-z0-9+.-]*:\S*$/i,
  email: /^[^@\s]+@[^@\s]+$/,
  int64: true,
  int32: true,
  'repo.nwo': true,
  timestamp: true,
  'ssh-key': true,
  double: true,
  float: true,
  byte: true,
  binary: true,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
}

export const schemaSetOf = (document: OpenApiDocument): SchemaSet => {
  const known = sets.get(document)
  if (known !== undefined) return known
  const set: SchemaSet = { strict: compilerOf(document, true), lenient: compilerOf(document, false) }
  sets.set(document, set)
  return set
}

const compilerOf = (document: OpenApiDocument, strict: boolean): ((schema: unknown) => ValidateFunction) => {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: FORMATS,
    validateFormats: true,
    logger: false,
  })
  const schemas = document.components['schemas'] ?? {}
  const defs = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, translate(schema, { strict })]),
  )
  ajv.addSchema({ $id: 'description', $defs: defs })
  const compiled = new Map<string, ValidateFunction>()
  return (schema) => {
    const key = JSON.stringify(schema)
    const known = compiled.get(key)
    if (known !== undefined) return known
    const translated = JSON.stringify(translate(schema, { strict })).replaceAll(
      '"#/$defs/',
      '"description#/$defs/',
    )
    const validate = ajv.compile(JSON.parse(translated) as object)
    compiled.set(key, validate)
    return validate
  }
}
