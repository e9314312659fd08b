import type { ScheduleProblem } from './schedule-problem.ts'
import type { Schedule } from './schedule-result.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** What changes move: the nodes whose dates, floats or drivers differ, with their new values at the same places. */
export interface Rescheduled {
  /** Nodes, the lowest first. */
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
  /** Of all projects, moved or not. */
  readonly projectEarlyFinish: Float64Array
  readonly projectLateFinish: Float64Array
  readonly finishOfAll: number
  /** All problems of the changed network, in no particular order. */
  readonly problems: readonly ScheduleProblem[]
  /** How many events were computed anew, forward and backward. */
  readonly visited: { readonly forward: number; readonly backward: number }
}

/** Picks the values of some nodes out of a schedule. */
export function rescheduledOf(
  schedule: Omit<Schedule, 'order' | 'working'>,
  touched: readonly number[],
  visited: Rescheduled['visited'],
): Rescheduled {
  const nodes = new Int32Array(touched).toSorted()
  const times = (column: Float64Array): Float64Array => picked(column, nodes, new Float64Array(nodes.length))
  const marks = (column: Uint8Array): Uint8Array => picked(column, nodes, new Uint8Array(nodes.length))
  const indices = (column: Int32Array): Int32Array => picked(column, nodes, new Int32Array(nodes.length))
  return {
    nodes,
    start: times(schedule.start),
    finish: times(schedule.finish),
    earlyStart: times(schedule.earlyStart),
    earlyFinish: times(schedule.earlyFinish),
    lateStart: times(schedule.lateStart),
    lateFinish: times(schedule.lateFinish),
    totalFloat: times(schedule.totalFloat),
    freeFloat: times(schedule.freeFloat),
    startFloat: times(schedule.startFloat),
    finishFloat: times(schedule.finishFloat),
    critical: marks(schedule.critical),
    driver: marks(schedule.driver),
    driverIndex: indices(schedule.driverIndex),
    lateDriver: marks(schedule.lateDriver),
    lateDriverIndex: indices(schedule.lateDriverIndex),
    projectEarlyFinish: schedule.projectEarlyFinish.slice(),
    projectLateFinish: schedule.projectLateFinish.slice(),
    finishOfAll: schedule.finishOfAll,
    problems: schedule.problems,
    visited,
  }
}

/** The values of some rows of a column. */
function picked<C extends Float64Array | Int32Array | Uint8Array>(column: C, rows: Int32Array, into: C): C {
  for (let at = 0; at < rows.length; at++) into[at] = column[rows[at]!]!
  return into
}
