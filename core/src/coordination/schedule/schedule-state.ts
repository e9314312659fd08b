import type { CalendarTable, CalendarWindow } from '../../working-time/index.ts'
import type { Network } from './network.ts'
import type { NetworkOrder } from './network-order.ts'
import type { ScheduleOptions } from './schedule-options.ts'
import type { ScheduleColumns, WorkingColumns } from './schedule-result.ts'

/** What a summary hands down to what is below it, by the number of its head. Times; NaN: nothing. */
export interface Gates {
  readonly start: Float64Array
  readonly startDriver: Uint8Array
  readonly startIndex: Int32Array
  readonly finish: Float64Array
  readonly finishDriver: Uint8Array
  readonly finishIndex: Int32Array
  /** 1: it, or a summary around it, is not part of the schedule. */
  readonly inactive: Uint8Array
  readonly lateFinish: Float64Array
  readonly lateFinishDriver: Uint8Array
  readonly lateFinishIndex: Int32Array
  /** Limits the start of those below it that begin first. */
  readonly lateStart: Float64Array
  readonly lateStartDriver: Uint8Array
  readonly lateStartIndex: Int32Array
  /** Working minutes it can slip as a whole before it moves what waits for it; infinite: nothing does. */
  readonly freeFloat: Float64Array
  /** 1: a link into its finish, or that of a summary around it, asks for the first finish below it. */
  readonly asksLeast: Uint8Array
  /**
   * The earliest early and late finish below it, as the latest time at which that node still counts as finished:
   * the begin of its next shift. NaN where nothing asks.
   */
  readonly leastEarlyFinish: Float64Array
  readonly leastLateFinish: Float64Array
}

/** All that the passes read and write. */
export interface ScheduleState {
  readonly size: number
  readonly network: Network
  readonly table: CalendarTable
  /** The years and calendars that most nodes of a large network are in. */
  readonly window: CalendarWindow
  readonly order: NetworkOrder
  readonly options: Required<ScheduleOptions>
  readonly columns: ScheduleColumns
  readonly working: WorkingColumns
  readonly gates: Gates
  /** Bits of PLAIN a node. */
  readonly plain: Uint8Array
  /** The start of each project; of nodes without one at the place after the last. */
  readonly frameStart: Float64Array
  /** The finish that late dates of each project count back from; infinite: each end's own finish. */
  readonly frameFinish: Float64Array
  /** One event, for passes over that one alone. */
  readonly single: Int32Array
  /** What a search for a bound found: BOUND_WORK, BOUND_TIME. */
  readonly bound: Float64Array
  /** Who set it: BOUND_DRIVER, BOUND_INDEX. */
  readonly boundBy: Int32Array
}

/** Bits of `ScheduleState.plain`. */
export const PLAIN = {
  /** Its early dates come from links, project start, status date, duration and calendar alone. */
  forward: 1,
  /** Its late dates come from links, project finish and calendar alone. */
  backward: 2,
  /** It has begun or is done: what it waited for no longer matters. */
  settled: 4,
} as const

/** Places in `bound` and `boundBy`. */
export const BOUND_WORK = 0
export const BOUND_TIME = 1
export const BOUND_DRIVER = 0
export const BOUND_INDEX = 1
