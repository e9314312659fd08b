import { endOf, startOf, toWorking } from '../../working-time/index.ts'
import { lateLimits } from './backward-special.ts'
import { closeSummary, openLateSummary } from './backward-summary.ts'
import { TOLERANCE } from './horizon.ts'
import { backwardWork, limitsPredecessor } from './link-bounds.ts'
import { LAG_KINDS, NODE_FLAGS } from './network.ts'
import { DRIVERS } from './schedule-result.ts'
import { BOUND_DRIVER, BOUND_INDEX, BOUND_WORK, PLAIN, type ScheduleState } from './schedule-state.ts'
import { LATE_TROUBLE } from './trouble.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Late dates and floats of all nodes, against the network's order. */
export function backwardPass(state: ScheduleState): void {
  const { order } = state.order
  for (let at = order.length - 1; at >= 0; at--) backwardEvent(state, order[at]!)
}

/** Late dates and floats of one event, whose successors have theirs. */
export function backwardEvent(state: ScheduleState, event: number): void {
  if (event >= state.size) closeSummary(state, event - state.size)
  else if (state.order.head[event]! >= 0) openLateSummary(state, event)
  else backwardLeaf(state, event)
}

function backwardLeaf(state: ScheduleState, node: number): void {
  const { columns, gates, network, order, plain, table, working } = state
  const earlyStart = columns.earlyStart[node]!
  state.working.trouble[node]! &= ~LATE_TROUBLE
  if (Number.isNaN(earlyStart)) {
    blank(state, node)
    return
  }
  const ownPlain = plain[node]!
  if (ownPlain === PLAIN.settled && isDone(state, node)) {
    freeze(state, node)
    return
  }
  const { successorAt, successorLinks } = order
  const { lag, lagKind, to, type } = network
  const calendar = network.calendar[node]!
  const earlyWork = working.earlyFinish[node]!
  const span = earlyWork - working.earlyStart[node]!
  let work = Infinity
  let freeWork = Infinity
  let driver: number = DRIVERS.project
  let index = -1
  const end = successorAt[node + 1]!
  for (let at = successorAt[node]!; at < end; at++) {
    const link = successorLinks[at]!
    const after = to[link]!
    if ((plain[after]! & PLAIN.forward) === 0 && !limitsPredecessor(state, link)) continue
    const kind = type[link]!
    let bound: number
    let free: number
    if (
      lagKind[link] === LAG_KINDS.working &&
      network.calendar[after] === calendar &&
      order.head[after]! < 0
    ) {
      const minutes = lag[link]!
      const ofFinish = (kind & 1) === 0
      bound = (ofFinish ? working.lateFinish : working.lateStart)[after]! - minutes
      free = (ofFinish ? working.earlyFinish : working.earlyStart)[after]! - minutes
    } else {
      bound = backwardWork(state, link, calendar, false)
      free = backwardWork(state, link, calendar, true)
    }
    if (kind > 1) {
      bound += span
      free += span
    }
    if (free < freeWork) freeWork = free
    if (bound < work) {
      work = bound
      driver = DRIVERS.link
      index = link
    }
  }
  const above = order.parent[node]!
  if (above >= 0) {
    const head = order.head[above]!
    const finishWork = toWorking(table, calendar, gates.lateFinish[head]!)
    if (finishWork < work) {
      work = finishWork
      driver = gates.lateFinishDriver[head]!
      index = gates.lateFinishIndex[head]!
    }
    if (earlyStart <= columns.earlyStart[above]!) {
      const startWork = toWorking(table, calendar, gates.lateStart[head]!) + span
      if (startWork < work) {
        work = startWork
        driver = gates.lateStartDriver[head]!
        index = gates.lateStartIndex[head]!
      }
    }
  }
  const project = network.project[node]!
  const latest = state.frameFinish[project < 0 ? network.projectCount : project]!
  let finish = Infinity
  if (work !== Infinity)
    finish =
      Math.abs(work - earlyWork) < TOLERANCE ? columns.earlyFinish[node]! : endOf(table, calendar, work)
  if (finish > latest) {
    const bound = toWorking(table, calendar, latest)
    if (bound < work) {
      work = bound
      driver = DRIVERS.project
      index = -1
      finish = endOf(table, calendar, work)
    }
  } else if (work === Infinity) {
    // Nothing waits for it, and it has no project to be in time for.
    work = earlyWork
  }
  if ((ownPlain & PLAIN.backward) === 0) {
    state.bound[BOUND_WORK] = work
    state.boundBy[BOUND_DRIVER] = driver
    state.boundBy[BOUND_INDEX] = index
    lateLimits(state, node, span)
    work = state.bound[BOUND_WORK]!
    driver = state.boundBy[BOUND_DRIVER]!
    index = state.boundBy[BOUND_INDEX]!
    finish = endOf(table, calendar, work)
  }
  // Without float the late dates are the early ones, to the last digit and on the same side of a night.
  const float = work - earlyWork
  if (Math.abs(float) < TOLERANCE) {
    columns.lateStart[node] = earlyStart
    columns.lateFinish[node] = columns.earlyFinish[node]!
    working.lateStart[node] = working.earlyStart[node]!
    working.lateFinish[node] = earlyWork
    setFloats(state, node, 0, freeWork - earlyWork)
  } else {
    columns.lateFinish[node] = finish
    columns.lateStart[node] = span === 0 ? finish : startOf(table, calendar, work - span)
    working.lateStart[node] = work - span
    working.lateFinish[node] = work
    setFloats(state, node, float, freeWork - earlyWork)
  }
  columns.lateDriver[node] = driver
  columns.lateDriverIndex[node] = index
}

/** Free float is never more than total float, unless that is negative. */
function setFloats({ columns, options }: ScheduleState, node: number, total: number, free: number): void {
  columns.startFloat[node] = total
  columns.finishFloat[node] = total
  columns.totalFloat[node] = total
  columns.freeFloat[node] = total < 0 && free !== Infinity ? free : Math.min(free, total)
  columns.critical[node] = total <= options.criticalFloat + TOLERANCE ? 1 : 0
}

function isDone({ network }: ScheduleState, node: number): boolean {
  return (network.flags[node]! & NODE_FLAGS.done) !== 0 || !Number.isNaN(network.actualFinish[node]!)
}

/** What is done can no longer move: its late dates are its dates. */
function freeze({ columns, working }: ScheduleState, node: number): void {
  columns.lateStart[node] = columns.earlyStart[node]!
  columns.lateFinish[node] = columns.earlyFinish[node]!
  working.lateStart[node] = working.earlyStart[node]!
  working.lateFinish[node] = working.earlyFinish[node]!
  columns.startFloat[node] = 0
  columns.finishFloat[node] = 0
  columns.totalFloat[node] = 0
  columns.freeFloat[node] = 0
  columns.critical[node] = 0
  columns.lateDriver[node] = DRIVERS.actual
  columns.lateDriverIndex[node] = -1
}

function blank({ columns, working }: ScheduleState, node: number): void {
  columns.lateStart[node] = Number.NaN
  columns.lateFinish[node] = Number.NaN
  working.lateStart[node] = Number.NaN
  working.lateFinish[node] = Number.NaN
  columns.startFloat[node] = Number.NaN
  columns.finishFloat[node] = Number.NaN
  columns.totalFloat[node] = Number.NaN
  columns.freeFloat[node] = Number.NaN
  columns.critical[node] = 0
  columns.lateDriver[node] = DRIVERS.none
  columns.lateDriverIndex[node] = -1
}
