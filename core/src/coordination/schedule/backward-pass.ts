import { endInWindow, startInWindow, toWorking } from '../../working-time/index.ts'
import { lackingWork, lateLimits } from './backward-special.ts'
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
  backwardEvents(state, state.order.order)
}

/** Late dates and floats of one event, whose successors have theirs. */
export function backwardEvent(state: ScheduleState, event: number): void {
  state.single[0] = event
  backwardEvents(state, state.single)
}

/** Late dates and floats of events, from the last to the first; all arrays are at hand as in the forward pass. */
function backwardEvents(state: ScheduleState, events: Int32Array): void {
  const { columns, gates, network, order, plain, table, window, working, bound: found, boundBy, size } = state
  const { head: headOf, parent, successorAt, successorLinks } = order
  const { lag, lagKind, to, type, calendar: calendarOf, project: projectOf, projectCount } = network
  const { earlyStart: earlyStartOf, earlyFinish: earlyFinishOf } = columns
  const { lateStart: lateStartOf, lateFinish: lateFinishOf, lateDriver, lateDriverIndex } = columns
  const { critical, freeFloat, totalFloat, startFloat, finishFloat } = columns
  const { earlyStart: earlyStartWork, earlyFinish: earlyFinishWork, trouble } = working
  const { lateStart: lateStartWork, lateFinish: lateFinishWork } = working
  const { frameFinish } = state
  const criticalFloat = state.options.criticalFloat + TOLERANCE
  const summaries = order.headNode.length > 0
  for (let place = events.length - 1; place >= 0; place--) {
    const node = events[place]!
    if (node >= size) {
      closeSummary(state, node - size)
      continue
    }
    if (summaries && headOf[node]! >= 0) {
      openLateSummary(state, node)
      continue
    }
    const earlyStart = earlyStartOf[node]!
    if (trouble[node] !== 0) trouble[node]! &= ~LATE_TROUBLE
    if (Number.isNaN(earlyStart)) {
      blank(state, node)
      continue
    }
    const ownPlain = plain[node]!
    if (ownPlain === PLAIN.settled && isDone(state, node)) {
      freeze(state, node)
      continue
    }
    const calendar = calendarOf[node]!
    const earlyWork = earlyFinishWork[node]!
    const span = earlyWork - earlyStartWork[node]!
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
        calendarOf[after] === calendar &&
        (!summaries || headOf[after]! < 0)
      ) {
        const minutes = lag[link]!
        const ofFinish = (kind & 1) === 0
        bound = (ofFinish ? lateFinishWork : lateStartWork)[after]! - minutes
        free = (ofFinish ? earlyFinishWork : earlyStartWork)[after]! - minutes
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
    const above = summaries ? parent[node]! : -1
    if (above >= 0) {
      const head = headOf[above]!
      const finishWork = toWorking(table, calendar, gates.lateFinish[head]!)
      if (finishWork < work) {
        work = finishWork
        driver = gates.lateFinishDriver[head]!
        index = gates.lateFinishIndex[head]!
      }
      if (earlyStart <= earlyStartOf[above]!) {
        const startWork = toWorking(table, calendar, gates.lateStart[head]!) + span
        if (startWork < work) {
          work = startWork
          driver = gates.lateStartDriver[head]!
          index = gates.lateStartIndex[head]!
        }
      }
    }
    const project = projectOf[node]!
    const latest = frameFinish[project < 0 ? projectCount : project]!
    let finish = Infinity
    let lacking = 0
    if (work !== Infinity)
      finish =
        Math.abs(work - earlyWork) < TOLERANCE ? earlyFinishOf[node]! : endInWindow(window, calendar, work)
    if (finish > latest) {
      const bound = toWorking(table, calendar, latest)
      if (bound < work) {
        work = bound
        driver = DRIVERS.project
        index = -1
        finish = endInWindow(window, calendar, work)
      }
    } else if (work === Infinity) {
      // Nothing waits for it, and it has no project to be in time for.
      work = earlyWork
    }
    if ((ownPlain & PLAIN.backward) === 0) {
      found[BOUND_WORK] = work
      boundBy[BOUND_DRIVER] = driver
      boundBy[BOUND_INDEX] = index
      lateLimits(state, node, span)
      work = found[BOUND_WORK]!
      driver = boundBy[BOUND_DRIVER]!
      index = boundBy[BOUND_INDEX]!
      finish = endInWindow(window, calendar, work)
      lacking = lackingWork(state, node)
    }
    // Without float the late dates are the early ones, to the last digit and on the same side of a night.
    let float = work - earlyWork
    if (Math.abs(float) < TOLERANCE) {
      float = 0
      lateStartOf[node] = earlyStart
      lateFinishOf[node] = earlyFinishOf[node]!
      lateStartWork[node] = earlyStartWork[node]!
      lateFinishWork[node] = earlyWork
    } else {
      lateFinishOf[node] = finish
      lateStartOf[node] = span === 0 ? finish : startInWindow(window, calendar, work - span)
      lateStartWork[node] = work - span
      lateFinishWork[node] = work
    }
    lateDriver[node] = driver
    lateDriverIndex[node] = index
    float -= lacking
    // Free float is never more than total float, unless that is negative.
    const free = freeWork - earlyWork
    totalFloat[node] = float
    if (summaries) {
      startFloat[node] = float
      finishFloat[node] = float
    }
    freeFloat[node] = free < float || (float < 0 && free !== Infinity) ? free : float
    critical[node] = float <= criticalFloat ? 1 : 0
  }
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
