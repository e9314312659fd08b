import { endOf, startOf, toWorking } from '../../working-time/index.ts'
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
  const { order } = state.order
  for (let at = 0; at < order.length; at++) forwardEvent(state, order[at]!)
}

/** Early dates of one event, whose predecessors have theirs. */
export function forwardEvent(state: ScheduleState, event: number): void {
  if (event >= state.size) openSummary(state, event - state.size)
  else if ((state.plain[event]! & PLAIN.forward) !== 0 && state.order.head[event]! < 0)
    forwardPlain(state, event)
  else if (state.order.head[event]! >= 0) forwardSummary(state, event)
  else forwardSpecial(state, event)
}

/** The rule of almost every node, written out: this loop is where the time of a large portfolio goes. */
function forwardPlain(state: ScheduleState, node: number): void {
  const { columns, gates, network, order, table, working } = state
  const { predecessorAt, predecessorLinks } = order
  const { from, lag, lagKind, type } = network
  const calendar = network.calendar[node]!
  const duration = network.duration[node]!
  let work = -Infinity
  let driver: number = DRIVERS.project
  let index = -1
  const end = predecessorAt[node + 1]!
  for (let at = predecessorAt[node]!; at < end; at++) {
    const link = predecessorLinks[at]!
    const before = from[link]!
    const kind = type[link]!
    let bound =
      lagKind[link] === LAG_KINDS.working && network.calendar[before] === calendar
        ? (kind <= 1 ? working.earlyFinish : working.earlyStart)[before]! + lag[link]!
        : forwardWork(state, link, calendar)
    if ((kind & 1) === 0) bound -= duration
    if (bound > work) {
      work = bound
      driver = DRIVERS.link
      index = link
    }
  }
  let start = work === -Infinity ? work : startOf(table, calendar, work)
  const project = network.project[node]!
  const earliest = state.frameStart[project < 0 ? network.projectCount : project]!
  if (start < earliest) {
    const bound = toWorking(table, calendar, earliest)
    if (bound > work) {
      work = bound
      driver = DRIVERS.project
      index = -1
    }
    start = startOf(table, calendar, work)
  }
  const notBefore = network.noEarlierThan[node]!
  if (start < notBefore) {
    const bound = toWorking(table, calendar, notBefore)
    if (bound > work) {
      work = bound
      driver = DRIVERS.statusDate
      index = -1
    }
    start = startOf(table, calendar, work)
  }
  const above = order.parent[node]!
  if (above >= 0) {
    const head = order.head[above]!
    if (gates.inactive[head] === 1) {
      unschedule(state, node, 0)
      return
    }
    if (start < gates.start[head]!) {
      const bound = toWorking(table, calendar, gates.start[head]!)
      if (bound > work) {
        work = bound
        driver = gates.startDriver[head]!
        index = gates.startIndex[head]!
      }
      start = startOf(table, calendar, work)
    }
    const bound = toWorking(table, calendar, gates.finish[head]!) - duration
    if (bound > work) {
      work = bound
      driver = gates.finishDriver[head]!
      index = gates.finishIndex[head]!
      start = startOf(table, calendar, work)
    }
  }
  const finish = endOf(table, calendar, work + duration)
  if (!(start >= HORIZON_START && finish <= HORIZON_END)) {
    unschedule(state, node, outsideBecause(state, calendar))
    return
  }
  columns.earlyStart[node] = start
  columns.earlyFinish[node] = finish
  working.earlyStart[node] = work
  working.earlyFinish[node] = work + duration
  columns.driver[node] = driver
  columns.driverIndex[node] = index
  state.working.trouble[node]! &= LATE_TROUBLE
}
