import type { Dispatched, IncomingCall } from '../http/dispatch.ts'
import type { CoverageRow, Violation } from './violation.ts'

/** Looks at every exchange and notes what the API description does not allow. */
export interface Gate {
  readonly violations: readonly Violation[]
  inspect(dispatched: Dispatched, call: IncomingCall): void
  /** Checks a GraphQL document against the official schema; answers its problems. */
  coverage(): readonly CoverageRow[]
  unusedAllowances(): readonly string[]
}
