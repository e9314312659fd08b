import { endOf, startOf, toWorking } from '../../working-time/index.ts'
import { forwardTime, forwardWork, tiesSuccessorFinish } from './link-bounds.ts'
import { DRIVERS } from './schedule-result.ts'
import { BOUND_DRIVER, BOUND_INDEX, BOUND_TIME, BOUND_WORK, type ScheduleState } from './schedule-state.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * The earliest start that links, summaries around it, project start and status date leave to a node, in
 * `state.bound` and `state.boundBy`. A milestone's is a time, which may lie at the end of a shift.
 */
export function findStart(state: ScheduleState, node: number): void {
  const { gates, network, order } = state
  const { bound, boundBy } = state
  const project = network.project[node]!
  bound[BOUND_WORK] = -Infinity
  bound[BOUND_TIME] = -Infinity
  boundBy[BOUND_DRIVER] = DRIVERS.none
  boundBy[BOUND_INDEX] = -1
  findLinks(state, node)
  raiseTo(state, node, {
    time: state.frameStart[project < 0 ? network.projectCount : project]!,
    driver: DRIVERS.project,
  })
  raiseTo(state, node, { time: network.noEarlierThan[node]!, driver: DRIVERS.statusDate })
  const above = order.parent[node]!
  if (above < 0) return
  const head = order.head[above]!
  raiseTo(state, node, {
    time: gates.start[head]!,
    driver: gates.startDriver[head]!,
    index: gates.startIndex[head]!,
  })
  raiseTo(state, node, {
    time: gates.finish[head]!,
    driver: gates.finishDriver[head]!,
    index: gates.finishIndex[head]!,
    ofFinish: true,
  })
}

/** The start that the node's own links leave to it; −Infinity: it has none that says anything. */
export function findLinks(state: ScheduleState, node: number): void {
  const { network, order, bound, boundBy } = state
  const calendar = network.calendar[node]!
  const duration = network.duration[node]!
  const end = order.predecessorAt[node + 1]!
  for (let at = order.predecessorAt[node]!; at < end; at++) {
    const link = order.predecessorLinks[at]!
    if (duration === 0) {
      const time = forwardTime(state, link, calendar)
      if (!(time > bound[BOUND_TIME]!)) continue
      bound[BOUND_TIME] = time
      bound[BOUND_WORK] = toWorking(state.table, calendar, time)
    } else {
      const work =
        forwardWork(state, link, calendar) - (tiesSuccessorFinish(network.type[link]!) ? duration : 0)
      if (!(work > bound[BOUND_WORK]!)) continue
      bound[BOUND_WORK] = work
    }
    boundBy[BOUND_DRIVER] = DRIVERS.link
    boundBy[BOUND_INDEX] = link
  }
}

/** Another limit of a node's start (or finish). */
export interface Limit {
  /** NaN: none. */
  readonly time: number
  readonly driver: number
  readonly index?: number
  readonly ofFinish?: boolean
}

/** Moves the start that was found so far to a limit, if that is later. */
export function raiseTo(state: ScheduleState, node: number, limit: Limit): void {
  if (Number.isNaN(limit.time)) return
  const work = workOf(state, node, limit)
  const later =
    state.network.duration[node] === 0
      ? limit.time > state.bound[BOUND_TIME]!
      : work > state.bound[BOUND_WORK]!
  if (later) setBound(state, work, limit)
}

/** Moves the start that was found so far to a limit, whether it is later or not. */
export function moveTo(state: ScheduleState, node: number, limit: Limit): void {
  setBound(state, workOf(state, node, limit), limit)
}

/** The start in working minutes that a limit asks for. */
export function workOf({ network, table }: ScheduleState, node: number, limit: Limit): number {
  const work = toWorking(table, network.calendar[node]!, limit.time)
  return limit.ofFinish === true ? work - network.duration[node]! : work
}

/**
 * The time at which a milestone lies that may not be earlier than `time`: the time itself in a shift and at its
 * end, else the next begin of work.
 */
export function milestoneTime({ table }: ScheduleState, calendar: number, time: number): number {
  const work = toWorking(table, calendar, time)
  const next = startOf(table, calendar, work)
  return time === next || time === endOf(table, calendar, work) ? time : next
}

function setBound({ bound, boundBy }: ScheduleState, work: number, limit: Limit): void {
  bound[BOUND_WORK] = work
  bound[BOUND_TIME] = limit.time
  boundBy[BOUND_DRIVER] = limit.driver
  boundBy[BOUND_INDEX] = limit.index ?? -1
}
