import type { Exchange, Problem } from './exchange.ts'
import { type OpenApiDocument, type OpenApiOperation, type OpenApiParameter, resolve } from './open-api.ts'
import type { SchemaSet } from './schema-set.ts'

export interface RequestCheck {
  readonly document: OpenApiDocument
  readonly schemas: SchemaSet
  readonly operation: OpenApiOperation
  readonly exchange: Exchange
}

/** What the client sent that the description does not allow: unknown or mistyped parameters, a wrong body. */
export const checkRequest = (check: RequestCheck): Problem[] => {
  const { document, operation, exchange } = check
  const parameters = (operation.parameters ?? []).map(
    (parameter) => resolve(document, parameter) as OpenApiParameter,
  )
  const problems: Problem[] = []
  const query = parameters.filter((parameter) => parameter.in === 'query')
  for (const [name, value] of exchange.query) {
    const parameter = query.find((candidate) => candidate.name === name || `${candidate.name}[]` === name)
    if (parameter === undefined) problems.push({ place: name, problem: 'unknown query parameter' })
    else problems.push(...typeProblems(check, parameter, value))
  }
  for (const parameter of query)
    if (parameter.required === true && !exchange.query.has(parameter.name))
      problems.push({ place: parameter.name, problem: 'required query parameter is missing' })
  for (const parameter of parameters.filter((candidate) => candidate.in === 'path')) {
    const value = exchange.params[parameter.name]
    if (value !== undefined) problems.push(...typeProblems(check, parameter, value))
  }
  return [...problems, ...bodyProblems(check)]
}

const typeProblems = (check: RequestCheck, parameter: OpenApiParameter, text: string): Problem[] => {
  if (parameter.schema === undefined) return []
  const validate = check.schemas.lenient(parameter.schema)
  // The wire knows only text: it is right when one of its readings is.
  const readings: unknown[] = [text, [text], text.split(',')]
  if (text.trim() !== '' && Number.isFinite(Number(text))) readings.push(Number(text))
  if (text === 'true' || text === 'false') readings.push(text === 'true')
  if (readings.some((reading) => validate(reading))) return []
  return [{ place: parameter.name, problem: `"${text}" is no value of it` }]
}

const bodyProblems = (check: RequestCheck): Problem[] => {
  const described = resolve(check.document, check.operation.requestBody) as
    | {
        readonly required?: boolean
        readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>
      }
    | undefined
  const { body } = check.exchange
  if (described === undefined)
    return body === undefined ? [] : [{ place: 'body', problem: 'a body where none is described' }]
  if (body === undefined)
    return described.required === true ? [{ place: 'body', problem: 'the required body is missing' }] : []
  const type = ['application/json', 'application/x-www-form-urlencoded'].find(
    (candidate) => described.content?.[candidate] !== undefined,
  )
  const schema = type === undefined ? undefined : described.content?.[type]?.schema
  if (schema === undefined) return []
  const validate = check.schemas.strict(schema)
  if (validate(body)) return []
  return (validate.errors ?? []).slice(0, 3).map((error) => ({
    place: `body${error.instancePath}`,
    problem: `${error.message ?? error.keyword} ${JSON.stringify(error.params)}`,
  }))
}
