import type { CoverageRow, Violation } from '../../common/gate/violation.ts'
import type { Dispatched } from '../http/dispatch.ts'

/** Looks at every exchange and notes what the descriptions do not allow. */
export interface Gate {
  readonly violations: readonly Violation[]
  inspect(dispatched: Dispatched): void
  coverage(): readonly CoverageRow[]
  unusedAllowances(): readonly string[]
}
