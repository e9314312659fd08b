import { type DocumentNode, type GraphQLError, validate } from 'graphql'
import { DescriptionGate } from '../../common/gate/description-gate.ts'
import type { OpenApiDocument } from '../../common/gate/open-api.ts'
import type { CoverageRow, Violation } from '../../common/gate/violation.ts'
import type { IncomingCall } from '../../common/http/call.ts'
import { officialSchema } from '../graphql/schema.ts'
import type { Dispatched } from '../http/dispatch.ts'
import { ALLOWANCES } from './allowances.ts'
import type { Gate } from './gate.ts'
import { timelineProblems } from './timeline-problems.ts'

/** A gate that starts with nothing seen. */
export const createGate = (document: OpenApiDocument, graphqlSchema: string | null): Gate =>
  new GitHubGate(document, graphqlSchema)

class GitHubGate implements Gate {
  readonly #rest: DescriptionGate
  readonly #graphqlSchema: string | null

  constructor(document: OpenApiDocument, graphqlSchema: string | null) {
    this.#rest = new DescriptionGate({ document, allowances: ALLOWANCES, inspect: timelineProblems })
    this.#graphqlSchema = graphqlSchema
  }

  get violations(): readonly Violation[] {
    return this.#rest.violations
  }

  inspect({ request, template, reply }: Dispatched, { body }: IncomingCall): void {
    if (template === '/graphql') return this.#rest.count('POST /graphql', reply.status)
    const { method, path, params, query } = request
    this.#rest.inspect({ method, template, path, params, query, body, reply })
  }

  checkGraphql(document: DocumentNode): readonly GraphQLError[] {
    if (this.#graphqlSchema === null) return []
    const problems = validate(officialSchema(this.#graphqlSchema), document)
    for (const { message } of problems)
      this.#rest.note({
        side: 'request',
        operation: 'POST /graphql',
        status: 200,
        place: 'query',
        problem: message,
      })
    return problems
  }

  coverage(): readonly CoverageRow[] {
    return this.#rest.coverage()
  }

  unusedAllowances(): readonly string[] {
    return this.#rest.unusedAllowances()
  }
}
