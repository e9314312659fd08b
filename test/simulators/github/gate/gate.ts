import type { DocumentNode, GraphQLError } from 'graphql'
import type { IncomingCall } from '../../common/http/call.ts'
import type { Dispatched } from '../http/dispatch.ts'
import type { CoverageRow, Violation } from '../../common/gate/violation.ts'

/** Looks at every exchange and notes what the API description does not allow. */
export interface Gate {
  readonly violations: readonly Violation[]
  inspect(dispatched: Dispatched, call: IncomingCall): void
  /** Problems of a GraphQL document under the official schema, noted as breaches of the request. */
  checkGraphql(document: DocumentNode): readonly GraphQLError[]
  coverage(): readonly CoverageRow[]
  unusedAllowances(): readonly string[]
}
