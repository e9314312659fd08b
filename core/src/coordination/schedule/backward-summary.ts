import { startOf, toWorking } from '../../working-time/index.ts'
import { backwardTime, limitsPredecessor, tiesPredecessorFinish } from './link-bounds.ts'
import { CONSTRAINTS } from './network.ts'
import { DRIVERS } from './schedule-result.ts'
import type { ScheduleState } from './schedule-state.ts'
import { LATE_TROUBLE, TROUBLE } from './trouble.ts'
import { summaryCalendar } from './unschedule.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * What everything below a summary has to be in time for: what waits for the summary, its constraint and
 * deadline, and what the summary around it has to be in time for. What waits for the summary's start limits only
 * those that begin first.
 */
export function openLateSummary(state: ScheduleState, node: number): void {
  const { columns, gates, network, order, table, working } = state
  const head = order.head[node]!
  const above = order.parent[node]!
  const outer = above < 0 ? -1 : order.head[above]!
  const first = outer >= 0 && columns.earlyStart[node]! <= columns.earlyStart[above]!
  gates.lateFinish[head] = outer < 0 ? Number.NaN : gates.lateFinish[outer]!
  gates.lateFinishDriver[head] = outer < 0 ? DRIVERS.none : gates.lateFinishDriver[outer]!
  gates.lateFinishIndex[head] = outer < 0 ? -1 : gates.lateFinishIndex[outer]!
  gates.lateStart[head] = first ? gates.lateStart[outer]! : Number.NaN
  gates.lateStartDriver[head] = first ? gates.lateStartDriver[outer]! : DRIVERS.none
  gates.lateStartIndex[head] = first ? gates.lateStartIndex[outer]! : -1
  const calendar = summaryCalendar(state, node)
  let free = Infinity
  const end = order.successorAt[node + 1]!
  for (let at = order.successorAt[node]!; at < end; at++) {
    const link = order.successorLinks[at]!
    if (!limitsPredecessor(state, link)) continue
    const late = backwardTime(state, link, false)
    const early = toWorking(table, calendar, backwardTime(state, link, true))
    if (tiesPredecessorFinish(network.type[link]!)) {
      lowerFinish(state, head, late, DRIVERS.link, link)
      if (early - working.earlyFinish[node]! < free) free = early - working.earlyFinish[node]!
    } else {
      lowerStart(state, head, late, DRIVERS.link, link)
      if (early - working.earlyStart[node]! < free) free = early - working.earlyStart[node]!
    }
  }
  gates.freeFloat[head] = free
  const kind = network.constraint[node]!
  const date = network.constraintDate[node]!
  if (kind === CONSTRAINTS.finishNoLaterThan || kind === CONSTRAINTS.mustFinishOn)
    lowerFinish(state, head, date, DRIVERS.constraint, node)
  if (kind === CONSTRAINTS.startNoLaterThan || kind === CONSTRAINTS.mustStartOn)
    lowerStart(state, head, date, DRIVERS.constraint, node)
  lowerFinish(state, head, network.deadline[node]!, DRIVERS.deadline, node)
}

/** Late dates and floats of a summary, once all that is below it has its own. */
export function closeSummary(state: ScheduleState, head: number): void {
  const { columns, gates, network, order, table, working } = state
  const node = order.headNode[head]!
  let start = Number.NaN
  let finish = Number.NaN
  let least = Number.NaN
  let last = -1
  let critical = 0
  const end = order.childrenAt[node + 1]!
  for (let at = order.childrenAt[node]!; at < end; at++) {
    const child = order.children[at]!
    const childStart = columns.lateStart[child]!
    if (Number.isNaN(childStart)) continue
    const childFinish = columns.lateFinish[child]!
    if (!(start <= childStart)) start = childStart
    if (!(finish >= childFinish)) {
      finish = childFinish
      last = child
    }
    if (columns.critical[child] === 1) critical = 1
    if (gates.asksLeast[head] === 0) continue
    const own = order.head[child]!
    const childLeast =
      own < 0
        ? startOf(table, network.calendar[child]!, working.lateFinish[child]!)
        : gates.leastLateFinish[own]!
    if (!(least <= childLeast)) least = childLeast
  }
  gates.leastLateFinish[head] = least
  const calendar = summaryCalendar(state, node)
  const startWork = toWorking(table, calendar, start)
  const finishWork = toWorking(table, calendar, finish)
  columns.lateStart[node] = start
  columns.lateFinish[node] = finish
  working.lateStart[node] = startWork
  working.lateFinish[node] = finishWork
  const startFloat = startWork - working.earlyStart[node]!
  const finishFloat = finishWork - working.earlyFinish[node]!
  const total = Math.min(startFloat, finishFloat)
  columns.startFloat[node] = startFloat
  columns.finishFloat[node] = finishFloat
  columns.totalFloat[node] = total
  const free = gates.freeFloat[head]!
  columns.freeFloat[node] = total < 0 && free !== Infinity ? free : Math.min(free, total)
  columns.critical[node] = critical
  columns.lateDriver[node] = last < 0 ? DRIVERS.none : DRIVERS.children
  columns.lateDriverIndex[node] = last
  state.working.trouble[node]! &= ~LATE_TROUBLE
  if (columns.earlyFinish[node]! > network.deadline[node]!) state.working.trouble[node]! |= TROUBLE.deadline
}

function lowerFinish({ gates }: ScheduleState, head: number, time: number, ...by: [number, number]): void {
  if (!(time < gates.lateFinish[head]!) && !(Number.isNaN(gates.lateFinish[head]!) && !Number.isNaN(time)))
    return
  gates.lateFinish[head] = time
  gates.lateFinishDriver[head] = by[0]
  gates.lateFinishIndex[head] = by[1]
}

function lowerStart({ gates }: ScheduleState, head: number, time: number, ...by: [number, number]): void {
  if (!(time < gates.lateStart[head]!) && !(Number.isNaN(gates.lateStart[head]!) && !Number.isNaN(time)))
    return
  gates.lateStart[head] = time
  gates.lateStartDriver[head] = by[0]
  gates.lateStartIndex[head] = by[1]
}
