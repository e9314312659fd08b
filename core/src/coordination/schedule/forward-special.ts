import { endOf, startOf, toWorking } from '../../working-time/index.ts'
import { findStart, milestoneTime, moveTo, raiseTo, workOf, type Limit } from './find-start.ts'
import { HORIZON_END, HORIZON_START, TOLERANCE } from './horizon.ts'
import { CONSTRAINTS, NODE_FLAGS } from './network.ts'
import { DRIVERS } from './schedule-result.ts'
import {
  BOUND_DRIVER,
  BOUND_INDEX,
  BOUND_TIME,
  BOUND_WORK,
  PLAIN,
  type ScheduleState,
} from './schedule-state.ts'
import { LATE_TROUBLE, TROUBLE } from './trouble.ts'
import { knowsCalendar, outsideBecause, unschedule } from './unschedule.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Early dates of a node that is done, begun, set by hand, constrained, or without duration. */
export function forwardSpecial(state: ScheduleState, node: number): void {
  const { gates, network, order } = state
  const above = order.parent[node]!
  const flags = network.flags[node]!
  if ((flags & NODE_FLAGS.inactive) !== 0 || (above >= 0 && gates.inactive[order.head[above]!] === 1))
    unschedule(state, node, 0)
  else if (!knowsCalendar(state, network.calendar[node]!)) unschedule(state, node, TROUBLE.calendar)
  else if ((flags & NODE_FLAGS.done) !== 0 || isDated(network.actualFinish[node]!)) forwardDone(state, node)
  else if ((state.plain[node]! & PLAIN.settled) !== 0) forwardBegun(state, node)
  else if ((flags & NODE_FLAGS.manual) !== 0) forwardManual(state, node)
  else forwardConstrained(state, node)
}

/** Done: the actual dates; what is missing of them follows from the duration, else from the plan. */
function forwardDone(state: ScheduleState, node: number): void {
  const { network, table } = state
  const calendar = network.calendar[node]!
  const duration = network.duration[node]!
  let start = network.actualStart[node]!
  let finish = network.actualFinish[node]!
  let driver: number = DRIVERS.actual
  if (!isDated(finish) && !isDated(start)) {
    start = network.plannedStart[node]!
    finish = network.plannedFinish[node]!
    driver = DRIVERS.manual
  }
  if (!isDated(finish)) {
    if (!isDated(start)) {
      unschedule(state, node, TROUBLE.doneWithoutDates)
      return
    }
    finish = duration === 0 ? start : endOf(table, calendar, toWorking(table, calendar, start) + duration)
  }
  if (!isDated(start))
    start = duration === 0 ? finish : startOf(table, calendar, toWorking(table, calendar, finish) - duration)
  const reversed = start > finish
  keep(state, node, { start: reversed ? finish : start, finish, driver })
  if (reversed) state.working.trouble[node]! |= TROUBLE.actualsReversed
}

/**
 * Begun: its actual start, whatever its links say. The work that is left goes on at `resume`, else after the
 * work that is done and not before the status date. With nothing said about what is left, its duration counts.
 */
function forwardBegun(state: ScheduleState, node: number): void {
  const { network, table } = state
  const calendar = network.calendar[node]!
  const duration = network.duration[node]!
  const left = network.remaining[node]!
  const start = network.actualStart[node]!
  const begin = toWorking(table, calendar, start)
  const notBefore = toWorking(table, calendar, network.noEarlierThan[node]!)
  let end: number
  if (Number.isNaN(left)) end = notBefore > begin + duration ? notBefore : begin + duration
  else {
    const goesOn = begin + Math.max(0, duration - left)
    const resume = toWorking(table, calendar, network.resume[node]!)
    end = left + (Number.isNaN(resume) ? (notBefore > goesOn ? notBefore : goesOn) : resume)
  }
  const finish = end > begin ? endOf(table, calendar, end) : start
  keep(state, node, { start, finish: Math.max(start, finish), driver: DRIVERS.actual })
  state.working.trouble[node]! |= TROUBLE.begun
}

/** Set by hand: its planned dates; what is missing of them follows from the duration. */
function forwardManual(state: ScheduleState, node: number): void {
  const { network, table, bound, boundBy } = state
  const calendar = network.calendar[node]!
  const duration = network.duration[node]!
  let start = network.plannedStart[node]!
  let finish = network.plannedFinish[node]!
  if (!isDated(start) && !isDated(finish)) {
    forwardConstrained(state, node)
    state.working.trouble[node]! |= TROUBLE.dateMissing
    return
  }
  if (!isDated(start))
    start = duration === 0 ? finish : startOf(table, calendar, toWorking(table, calendar, finish) - duration)
  if (!isDated(finish))
    finish = duration === 0 ? start : endOf(table, calendar, toWorking(table, calendar, start) + duration)
  findStart(state, node)
  const asked = boundBy[BOUND_DRIVER] === DRIVERS.link ? bound[BOUND_WORK]! : -Infinity
  keep(state, node, { start, finish: Math.max(start, finish), driver: DRIVERS.manual })
  if (asked > state.working.earlyStart[node]! + TOLERANCE)
    state.working.trouble[node]! |= TROUBLE.contradicted
}

/**
 * By links and constraint. A constraint that must be kept is kept even against links, as Microsoft Project does
 * unless told otherwise; the float then says what is lacking.
 */
function forwardConstrained(state: ScheduleState, node: number): void {
  const { network, table, bound, boundBy } = state
  const calendar = network.calendar[node]!
  const duration = network.duration[node]!
  findStart(state, node)
  const trouble = applyConstraint(state, node)
  let work = bound[BOUND_WORK]!
  let start: number
  let finish: number
  if (duration === 0) {
    start = milestoneTime(state, calendar, bound[BOUND_TIME]!)
    finish = start
    work = toWorking(table, calendar, start)
  } else {
    start = startOf(table, calendar, work)
    finish = endOf(table, calendar, work + duration)
  }
  if (!(start >= HORIZON_START && finish <= HORIZON_END)) {
    unschedule(state, node, outsideBecause(state, calendar))
    return
  }
  const { columns, working } = state
  columns.earlyStart[node] = start
  columns.earlyFinish[node] = finish
  working.earlyStart[node] = work
  working.earlyFinish[node] = work + duration
  columns.driver[node] = boundBy[BOUND_DRIVER]!
  columns.driverIndex[node] = boundBy[BOUND_INDEX]!
  state.working.trouble[node] = (state.working.trouble[node]! & LATE_TROUBLE) | trouble
}

/** Moves the start that was found to where the constraint asks; returns what is wrong with that. */
function applyConstraint(state: ScheduleState, node: number): number {
  const { constraint, constraintDate } = state.network
  const kind = constraint[node]!
  if (kind <= CONSTRAINTS.asLateAsPossible) return 0
  const time = constraintDate[node]!
  if (Number.isNaN(time)) return TROUBLE.dateMissing
  const ofFinish =
    kind === CONSTRAINTS.mustFinishOn ||
    kind === CONSTRAINTS.finishNoEarlierThan ||
    kind === CONSTRAINTS.finishNoLaterThan
  const limit: Limit = { time, driver: DRIVERS.constraint, index: node, ofFinish }
  if (kind === CONSTRAINTS.startNoEarlierThan || kind === CONSTRAINTS.finishNoEarlierThan) {
    raiseTo(state, node, limit)
    return 0
  }
  const asked = state.bound[BOUND_WORK]!
  const allowed = workOf(state, node, limit)
  const must = kind === CONSTRAINTS.mustStartOn || kind === CONSTRAINTS.mustFinishOn
  if (must || asked > allowed) moveTo(state, node, limit)
  return asked > allowed + TOLERANCE ? TROUBLE.contradicted : 0
}

interface KeptDates {
  readonly start: number
  readonly finish: number
  readonly driver: number
}

/** Takes over dates that are what they are. */
function keep(state: ScheduleState, node: number, { start, finish, driver }: KeptDates): void {
  const { columns, table, working } = state
  const calendar = state.network.calendar[node]!
  const begin = toWorking(table, calendar, start)
  const end = toWorking(table, calendar, finish)
  if (!(finish <= HORIZON_END && start >= HORIZON_START)) {
    unschedule(state, node, outsideBecause(state, calendar))
    return
  }
  columns.earlyStart[node] = start
  columns.earlyFinish[node] = finish
  working.earlyStart[node] = begin
  working.earlyFinish[node] = end
  columns.driver[node] = driver
  columns.driverIndex[node] = -1
  state.working.trouble[node]! &= LATE_TROUBLE
}

function isDated(time: number): boolean {
  return !Number.isNaN(time)
}
