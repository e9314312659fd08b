import { type ErrorObject } from 'ajv'
import { type DocumentNode, type GraphQLError, validate } from 'graphql'
import { officialSchema } from '../graphql/schema.ts'
import type { Dispatched, IncomingCall } from '../http/dispatch.ts'
import type { Reply } from '../http/reply.ts'
import { isJsonObject } from '../json.ts'
import { ALLOWANCES, type Allowance } from './allowances.ts'
import type { Gate } from './gate.ts'
import { type OpenApiDocument, type OpenApiOperation, resolve } from './open-api.ts'
import { checkRequest } from './request-gate.ts'
import { type SchemaSet, schemaSetOf } from './schema-set.ts'
import type { CoverageRow, Violation } from './violation.ts'

/** A gate that starts with nothing seen. Compiled schemas are shared between gates on one document. */
export const createGate = (document: OpenApiDocument, graphqlSchema: string | null): Gate =>
  new DescriptionGate(document, graphqlSchema)

class DescriptionGate implements Gate {
  readonly #document: OpenApiDocument
  readonly #schemas: SchemaSet
  readonly #graphqlSchema: string | null
  readonly #used = new Set<string>()
  readonly #counts = new Map<string, CoverageRow>()
  readonly violations: Violation[] = []

  constructor(document: OpenApiDocument, graphqlSchema: string | null) {
    this.#document = document
    this.#graphqlSchema = graphqlSchema
    this.#schemas = schemaSetOf(document)
  }

  inspect(dispatched: Dispatched, call: IncomingCall): void {
    const { request, template, reply } = dispatched
    if (template === '/graphql') return this.#count('POST /graphql', reply.status)
    const operation = template === undefined ? undefined : this.#operation(request.method, template)
    const name = `${request.method} ${template ?? request.path}`
    this.#count(name, reply.status)
    if (operation === undefined) {
      // An unknown address is the client's mistake, unless limits or credentials stopped it before.
      if (reply.status === 404)
        this.#note({
          side: 'request',
          operation: name,
          status: reply.status,
          place: '',
          problem: 'no such operation in the API description, or not simulated',
        })
      return
    }
    for (const problem of checkRequest({
      document: this.#document,
      schemas: this.#schemas,
      operation,
      request,
      call,
    }))
      this.#note({ side: 'request', operation: name, status: reply.status, ...problem })
    this.#inspectReply({ name, operation, reply })
  }

  checkGraphql(document: DocumentNode): readonly GraphQLError[] {
    if (this.#graphqlSchema === null) return []
    const problems = validate(officialSchema(this.#graphqlSchema), document)
    for (const problem of problems)
      this.#note({
        side: 'request',
        operation: 'POST /graphql',
        status: 200,
        place: 'query',
        problem: problem.message,
      })
    return problems
  }

  coverage(): readonly CoverageRow[] {
    return [...this.#counts.values()].toSorted(
      (left, right) => left.operation.localeCompare(right.operation) || left.status - right.status,
    )
  }

  unusedAllowances(): readonly string[] {
    return ALLOWANCES.filter((allowance) => !this.#used.has(allowance.id)).map((allowance) => allowance.id)
  }

  #operation(method: string, template: string): OpenApiOperation | undefined {
    return this.#document.paths[template]?.[method.toLowerCase()]
  }

  #count(operation: string, status: number): void {
    const key = `${operation} ${status}`
    const count = (this.#counts.get(key)?.count ?? 0) + 1
    this.#counts.set(key, { operation, status, count })
  }

  #inspectReply(seen: {
    readonly name: string
    readonly operation: OpenApiOperation
    readonly reply: Reply
  }): void {
    const { name, operation, reply } = seen
    const note = (place: string, problem: string): void =>
      this.#note({ side: 'reply', operation: name, status: reply.status, place, problem })
    const described = resolve(this.#document, operation.responses[String(reply.status)])
    if (described === undefined) return note('', `the status ${reply.status} is not described`)
    const schema = responseSchema(described)
    if (schema === undefined) {
      if (reply.body !== null && reply.body.length > 0) note('', 'a body where none is described')
      return
    }
    if (reply.body === null) return note('', 'no body where one is described')
    const value: unknown = JSON.parse(reply.body.toString())
    const validate = this.#schemas.strict(schema)
    if (!validate(value))
      for (const { place, problem } of problemsOf(validate.errors ?? [], value)) note(place, problem)
    for (const problem of this.#schemas.timelineProblems(name, value)) note(problem.place, problem.problem)
  }

  #note(violation: Violation): void {
    const allowance = ALLOWANCES.find((candidate) => covers(candidate, violation))
    if (allowance !== undefined) this.#used.add(allowance.id)
    else this.violations.push(violation)
  }
}

const covers = (allowance: Allowance, violation: Violation): boolean =>
  allowance.side === violation.side &&
  allowance.operation.test(violation.operation) &&
  allowance.problem.test(`${violation.place} ${violation.problem}`)

const responseSchema = (described: unknown): unknown => {
  // A response object of the description: content ▸ media type ▸ schema.
  const { content } = described as {
    readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>
  }
  return content?.['application/json']?.schema
}

/**
 * A failed union reports the errors of every branch, which tells nothing: it is summed up in one line. Errors outside
 * of unions are reported as they are.
 */
const problemsOf = (errors: readonly ErrorObject[], value: unknown): { place: string; problem: string }[] => {
  const unions = errors
    .filter((error) => ['anyOf', 'oneOf'].includes(error.keyword))
    .map((error) => error.instancePath)
  const outermost = [...new Set(unions)].filter(
    (path) => !unions.some((other) => other !== path && path.startsWith(`${other}/`)),
  )
  const direct = errors.filter(
    (error) =>
      !outermost.some((path) => error.instancePath === path || error.instancePath.startsWith(`${path}/`)),
  )
  return [
    ...direct.map((error) => ({ place: error.instancePath, problem: problemOf(error) })),
    ...outermost.map((place) => ({ place, problem: unionProblem(errors, place, valueAt(value, place)) })),
  ]
}

const MAX_HINTS = 8

const unionProblem = (errors: readonly ErrorObject[], place: string, value: unknown): string => {
  const kind =
    isJsonObject(value) && typeof value['event'] === 'string' ? ` by event "${value['event']}"` : ''
  // Deep errors say more than those of alternatives that were never meant.
  const deep = errors.filter((error) => error.instancePath.startsWith(`${place}/`))
  const hints = new Set(deep.map((error) => `${error.instancePath.slice(place.length)} ${problemOf(error)}`))
  return [`fits none of the alternatives${kind}`, ...[...hints].slice(0, MAX_HINTS)].join('; ')
}

const valueAt = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((current, key) => {
      if (Array.isArray(current)) return current[Number(key)]
      return isJsonObject(current) ? current[key] : undefined
    }, value)

const problemOf = (error: ErrorObject): string =>
  `${error.message ?? error.keyword} ${JSON.stringify(error.params)}`
