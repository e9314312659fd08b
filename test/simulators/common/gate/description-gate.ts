import { type Allowance, covers } from './allowance.ts'
import type { Exchange, Problem } from './exchange.ts'
import { type OpenApiDocument, type OpenApiOperation, resolve } from './open-api.ts'
import { checkRequest } from './request-gate.ts'
import { schemaProblems } from './schema-problems.ts'
import { type SchemaSet, schemaSetOf } from './schema-set.ts'
import type { CoverageRow, Violation } from './violation.ts'

/** A reply that the description allows so far, for checks of what its schemas leave open. */
export interface InspectedReply extends Exchange {
  /** `GET /repos/{owner}/{repo}/issues`. */
  readonly operation: string
  /** The reply's body, parsed. */
  readonly value: unknown
  readonly schemas: SchemaSet
}

export interface DescriptionGateOptions {
  readonly document: OpenApiDocument
  /** Known defects of the description. */
  readonly allowances: readonly Allowance[]
  /** What the description leaves open and the tracker does not: the fields of an issue, say. */
  readonly inspect?: (reply: InspectedReply) => readonly Problem[]
}

/**
 * Holds every exchange against an API description, both ways: what the client sends and what the simulator answers.
 * Compiled schemas are shared between gates on one document.
 */
export class DescriptionGate {
  readonly violations: Violation[] = []
  readonly #options: DescriptionGateOptions
  readonly #schemas: SchemaSet
  readonly #used = new Set<string>()
  readonly #counts = new Map<string, CoverageRow>()

  constructor(options: DescriptionGateOptions) {
    this.#options = options
    this.#schemas = schemaSetOf(options.document)
  }

  inspect(exchange: Exchange): void {
    const { method, template, path, reply } = exchange
    const operation =
      template === undefined ? undefined : this.#options.document.paths[template]?.[method.toLowerCase()]
    const name = `${method} ${template ?? path}`
    this.count(name, reply.status)
    const note = (side: 'reply' | 'request', { place, problem }: Problem): void =>
      this.note({ side, operation: name, status: reply.status, place, problem })
    if (operation === undefined) {
      // An unknown address is the client's mistake, unless limits or credentials stopped it before.
      const problem = 'no such operation in the API description, or not simulated'
      if (reply.status < 400 || reply.status === 404) note('request', { place: '', problem })
      return
    }
    const check = { document: this.#options.document, schemas: this.#schemas, operation, exchange }
    for (const problem of checkRequest(check)) note('request', problem)
    for (const problem of this.#replyProblems(name, operation, exchange)) note('reply', problem)
  }

  coverage(): readonly CoverageRow[] {
    return [...this.#counts.values()].toSorted(
      (left, right) => left.operation.localeCompare(right.operation) || left.status - right.status,
    )
  }

  /** Defects on the allow-list that did not show. */
  unusedAllowances(): readonly string[] {
    return this.#options.allowances.filter(({ id }) => !this.#used.has(id)).map(({ id }) => id)
  }

  /** Counts an exchange that the description does not cover. */
  count(operation: string, status: number): void {
    const key = `${operation} ${status}`
    const count = (this.#counts.get(key)?.count ?? 0) + 1
    this.#counts.set(key, { operation, status, count })
  }

  /** Notes a violation that was found elsewhere, unless it is a known defect. */
  note(violation: Violation): void {
    const allowance = this.#options.allowances.find((candidate) => covers(candidate, violation))
    if (allowance !== undefined) this.#used.add(allowance.id)
    else this.violations.push(violation)
  }

  #replyProblems(name: string, operation: OpenApiOperation, exchange: Exchange): readonly Problem[] {
    const { reply } = exchange
    const responses = operation.responses
    const described = resolve(
      this.#options.document,
      responses[String(reply.status)] ??
        responses[`${Math.floor(reply.status / 100)}XX`] ??
        responses['default'],
    )
    const whole = (problem: string): readonly Problem[] => [{ place: '', problem }]
    if (described === undefined) return whole(`the status ${reply.status} is not described`)
    const schema = responseSchema(described)
    const empty = reply.body === null || reply.body.length === 0
    if (schema === undefined) return empty ? [] : whole('a body where none is described')
    if (empty) return whole('no body where one is described')
    let value: unknown
    try {
      value = JSON.parse(String(reply.body))
    } catch {
      return whole('the body is not JSON')
    }
    const validate = this.#schemas.strict(schema)
    const problems = validate(value) ? [] : schemaProblems(validate.errors ?? [], value)
    const seen = { ...exchange, operation: name, value, schemas: this.#schemas }
    return [...problems, ...(this.#options.inspect?.(seen) ?? [])]
  }
}

const responseSchema = (described: unknown): unknown => {
  // A response object of the description: content ▸ media type ▸ schema.
  const { content } = described as {
    readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>
  }
  const json = Object.keys(content ?? {}).find((type) => type.startsWith('application/json'))
  return json === undefined ? undefined : content?.[json]?.schema
}
