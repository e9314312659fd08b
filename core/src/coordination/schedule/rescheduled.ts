import type { ScheduleProblem } from './schedule-problem.ts'

/** What changes move: the nodes whose dates, floats or drivers differ, with their new values at the same places. */
export interface Rescheduled {
  /** Nodes, in no particular order. */
  readonly nodes: Int32Array
  readonly start: Float64Array
  readonly finish: Float64Array
  readonly earlyStart: Float64Array
  readonly earlyFinish: Float64Array
  readonly lateStart: Float64Array
  readonly lateFinish: Float64Array
  readonly totalFloat: Float64Array
  readonly freeFloat: Float64Array
  readonly startFloat: Float64Array
  readonly finishFloat: Float64Array
  readonly critical: Uint8Array
  readonly driver: Uint8Array
  /** Links that the changes add have the numbers after the network's own, in the order of the changes. */
  readonly driverIndex: Int32Array
  readonly lateDriver: Uint8Array
  readonly lateDriverIndex: Int32Array
  readonly projectEarlyFinish: Float64Array
  readonly projectLateFinish: Float64Array
  readonly finishOfAll: number
  /** All problems of the changed network. */
  readonly problems: readonly ScheduleProblem[]
  /** How many nodes were computed anew, forward and backward. */
  readonly visited: { readonly forward: number; readonly backward: number }
}
