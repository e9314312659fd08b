import { endInWindow, startInWindow, toWorking } from '../../working-time/index.ts'
import { forwardSpecial } from './forward-special.ts'
import { forwardSummary, openSummary } from './forward-summary.ts'
import { HORIZON_END, HORIZON_START } from './horizon.ts'
import { forwardWork } from './link-bounds.ts'
import { LAG_KINDS } from './network.ts'
import { DRIVERS } from './schedule-result.ts'
import { PLAIN, type ScheduleState } from './schedule-state.ts'
import { LATE_TROUBLE } from './trouble.ts'
import { outsideBecause, unschedule } from './unschedule.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Early dates of all nodes, in the network's order. */
export function forwardPass(state: ScheduleState): void {
  forwardEvents(state, state.order.order)
}

/** Early dates of one event, whose predecessors have theirs. */
export function forwardEvent(state: ScheduleState, event: number): void {
  state.single[0] = event
  forwardEvents(state, state.single)
}

/**
 * Early dates of events, each after all that it waits for. The rule of almost every node is written out, with
 * all arrays at hand: this loop is where the time of a large portfolio goes.
 */
function forwardEvents(state: ScheduleState, events: Int32Array): void {
  const { columns, gates, network, order, plain, table, window, working, frameStart, size } = state
  const { head: headOf, parent, predecessorAt, predecessorLinks } = order
  const { from, lag, lagKind, type, calendar: calendarOf, noEarlierThan, project: projectOf } = network
  const { duration: durationOf, projectCount } = network
  const { earlyStart, earlyFinish, driver: driverOf, driverIndex } = columns
  const { earlyStart: startWork, earlyFinish: finishWork, trouble } = working
  const summaries = order.headNode.length > 0
  for (let place = 0; place < events.length; place++) {
    const node = events[place]!
    if (node >= size || (plain[node]! & PLAIN.forward) === 0 || (summaries && headOf[node]! >= 0)) {
      forwardOther(state, node)
      continue
    }
    const calendar = calendarOf[node]!
    const duration = durationOf[node]!
    let work = -Infinity
    let driver: number = DRIVERS.project
    let index = -1
    const end = predecessorAt[node + 1]!
    for (let at = predecessorAt[node]!; at < end; at++) {
      const link = predecessorLinks[at]!
      const before = from[link]!
      const kind = type[link]!
      let bound =
        lagKind[link] === LAG_KINDS.working && calendarOf[before] === calendar
          ? (kind <= 1 ? finishWork : startWork)[before]! + lag[link]!
          : forwardWork(state, link, calendar)
      if ((kind & 1) === 0) bound -= duration
      if (bound > work) {
        work = bound
        driver = DRIVERS.link
        index = link
      }
    }
    let start = work === -Infinity ? work : startInWindow(window, calendar, work)
    const project = projectOf[node]!
    const earliest = frameStart[project < 0 ? projectCount : project]!
    if (start < earliest) {
      const bound = toWorking(table, calendar, earliest)
      if (bound > work) {
        work = bound
        driver = DRIVERS.project
        index = -1
      }
      start = startInWindow(window, calendar, work)
    }
    const notBefore = noEarlierThan[node]!
    if (start < notBefore) {
      const bound = toWorking(table, calendar, notBefore)
      if (bound > work) {
        work = bound
        driver = DRIVERS.statusDate
        index = -1
      }
      start = startInWindow(window, calendar, work)
    }
    const above = summaries ? parent[node]! : -1
    if (above >= 0) {
      const head = headOf[above]!
      if (gates.inactive[head] === 1) {
        unschedule(state, node, 0)
        continue
      }
      if (start < gates.start[head]!) {
        const bound = toWorking(table, calendar, gates.start[head]!)
        if (bound > work) {
          work = bound
          driver = gates.startDriver[head]!
          index = gates.startIndex[head]!
        }
        start = startInWindow(window, calendar, work)
      }
      const bound = toWorking(table, calendar, gates.finish[head]!) - duration
      if (bound > work) {
        work = bound
        driver = gates.finishDriver[head]!
        index = gates.finishIndex[head]!
        start = startInWindow(window, calendar, work)
      }
    }
    const finish = endInWindow(window, calendar, work + duration)
    if (!(start >= HORIZON_START && finish <= HORIZON_END)) {
      unschedule(state, node, outsideBecause(state, calendar))
      continue
    }
    earlyStart[node] = start
    earlyFinish[node] = finish
    startWork[node] = work
    finishWork[node] = work + duration
    driverOf[node] = driver
    driverIndex[node] = index
    if (trouble[node] !== 0) trouble[node]! &= LATE_TROUBLE
  }
}

/** Early dates of what needs more rules. */
function forwardOther(state: ScheduleState, event: number): void {
  if (event >= state.size) openSummary(state, event - state.size)
  else if (state.order.head[event]! >= 0) forwardSummary(state, event)
  else forwardSpecial(state, event)
}
