import type { NetworkOrder } from './network-order.ts'
import type { ScheduleProblem } from './schedule-problem.ts'

/**
 * The dates of each node. Times are absolute minutes since 1970-01-01T00:00Z, floats are working minutes of the
 * node's own calendar. A node that cannot be scheduled (inactive, without a calendar that works, beyond the
 * horizon) has NaN everywhere; one of a ring is scheduled without the links of its ring.
 */
export interface Schedule extends ScheduleColumns {
  /** The latest early finish of all; NaN without nodes. */
  readonly finishOfAll: number
  readonly problems: readonly ScheduleProblem[]
  /** The order it was made in; changes are recomputed along it. */
  readonly order: NetworkOrder
  readonly working: WorkingColumns
}

/** The arrays of a schedule. */
export interface ScheduleColumns {
  readonly size: number
  /**
   * The dates by which the work is to be done: the early ones (and then the same array), unless something is to
   * be as late as possible.
   */
  readonly start: Float64Array
  readonly finish: Float64Array
  readonly earlyStart: Float64Array
  readonly earlyFinish: Float64Array
  readonly lateStart: Float64Array
  readonly lateFinish: Float64Array
  /** The smaller of start and finish float. */
  readonly totalFloat: Float64Array
  /** How far it can slip without moving a successor; of one without successors its total float. */
  readonly freeFloat: Float64Array
  /** Of a summary; else it is the total float. Without summaries it is the same array. */
  readonly startFloat: Float64Array
  readonly finishFloat: Float64Array
  /** 1: not done, and its total float is at or below the limit of the options. */
  readonly critical: Uint8Array
  /** What set the early start: one of {@link DRIVERS}. */
  readonly driver: Uint8Array
  /**
   * The link behind `driver` (its successor may be a summary around the node), the node whose constraint it is
   * (itself or a summary around it), or the child behind a summary's date; −1: none.
   */
  readonly driverIndex: Int32Array
  /** What set the late finish: one of {@link DRIVERS}. */
  readonly lateDriver: Uint8Array
  readonly lateDriverIndex: Int32Array
  /** The latest early finish of each project's nodes; NaN: it has none. */
  readonly projectEarlyFinish: Float64Array
  /** The finish that the late dates of each project count back from; NaN: it has no nodes. */
  readonly projectLateFinish: Float64Array
}

/**
 * Dates once more, in working minutes of each node's own calendar since a fixed origin: differences are
 * durations and floats, and most links compare these without looking into calendars.
 */
export interface WorkingColumns {
  readonly earlyStart: Float64Array
  readonly earlyFinish: Float64Array
  readonly lateStart: Float64Array
  readonly lateFinish: Float64Array
  /** What the passes noticed about each node, for problems; bits of their own. */
  readonly trouble: Uint8Array
}

/** What can set a date. */
export const DRIVERS = {
  /** Nothing: the node is not scheduled. */
  none: 0,
  /** A link; `driverIndex` is the link's. */
  link: 1,
  /** The node's constraint, or that of the summary at `driverIndex`. */
  constraint: 2,
  /** The start of its project (early), the finish of its project, portfolio or itself (late). */
  project: 3,
  /** An actual date. */
  actual: 4,
  /** `noEarlierThan`, the status date. */
  statusDate: 5,
  /** Planned dates of a node scheduled by hand. */
  manual: 6,
  /** Its deadline (late only). */
  deadline: 7,
  /** What is below a summary; `driverIndex` is that node. */
  children: 8,
} as const
/** The name of a driver. */
export type DriverName = keyof typeof DRIVERS
