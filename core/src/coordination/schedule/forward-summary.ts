import { startOf, toWorking } from '../../working-time/index.ts'
import { forwardTime, tiesSuccessorFinish } from './link-bounds.ts'
import { CONSTRAINTS, NODE_FLAGS } from './network.ts'
import { DRIVERS } from './schedule-result.ts'
import type { ScheduleState } from './schedule-state.ts'
import { LATE_TROUBLE } from './trouble.ts'
import { summaryCalendar, unschedule } from './unschedule.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * What everything below a summary waits for: its links, its constraint, and what the summary around it waits
 * for. A lag runs in the summary's calendar.
 */
export function openSummary(state: ScheduleState, head: number): void {
  const { gates, network, order } = state
  const node = order.headNode[head]!
  const above = order.parent[node]!
  const outer = above < 0 ? -1 : order.head[above]!
  gates.start[head] = outer < 0 ? Number.NaN : gates.start[outer]!
  gates.startDriver[head] = outer < 0 ? DRIVERS.none : gates.startDriver[outer]!
  gates.startIndex[head] = outer < 0 ? -1 : gates.startIndex[outer]!
  gates.finish[head] = outer < 0 ? Number.NaN : gates.finish[outer]!
  gates.finishDriver[head] = outer < 0 ? DRIVERS.none : gates.finishDriver[outer]!
  gates.finishIndex[head] = outer < 0 ? -1 : gates.finishIndex[outer]!
  const off =
    (network.flags[node]! & NODE_FLAGS.inactive) !== 0 || (outer >= 0 && gates.inactive[outer] === 1)
  gates.inactive[head] = off ? 1 : 0
  gates.asksLeast[head] = outer < 0 ? 0 : gates.asksLeast[outer]!
  if (off) return
  const end = order.predecessorAt[node + 1]!
  for (let at = order.predecessorAt[node]!; at < end; at++) {
    const link = order.predecessorLinks[at]!
    const time = forwardTime(state, link, summaryCalendar(state, node))
    if (tiesSuccessorFinish(network.type[link]!)) {
      gates.asksLeast[head] = 1
      raiseFinish(state, head, time, DRIVERS.link, link)
    } else raiseStart(state, head, time, DRIVERS.link, link)
  }
  const date = network.constraintDate[node]!
  const kind = network.constraint[node]!
  if (kind === CONSTRAINTS.startNoEarlierThan || kind === CONSTRAINTS.mustStartOn)
    raiseStart(state, head, date, DRIVERS.constraint, node)
  if (kind === CONSTRAINTS.finishNoEarlierThan) raiseFinish(state, head, date, DRIVERS.constraint, node)
}

/** The dates of a summary: from the first start to the last finish of what is below it. */
export function forwardSummary(state: ScheduleState, node: number): void {
  const { columns, gates, network, order, table, working } = state
  const head = order.head[node]!
  let start = Number.NaN
  let finish = Number.NaN
  let least = Number.NaN
  let first = -1
  const end = order.childrenAt[node + 1]!
  for (let at = order.childrenAt[node]!; at < end; at++) {
    const child = order.children[at]!
    const childStart = columns.earlyStart[child]!
    if (Number.isNaN(childStart)) continue
    const childFinish = columns.earlyFinish[child]!
    if (!(start <= childStart)) {
      start = childStart
      first = child
    }
    if (!(finish >= childFinish)) finish = childFinish
    if (gates.asksLeast[head] === 0) continue
    const own = order.head[child]!
    const childLeast =
      own < 0
        ? startOf(table, network.calendar[child]!, working.earlyFinish[child]!)
        : gates.leastEarlyFinish[own]!
    if (!(least <= childLeast)) least = childLeast
  }
  gates.leastEarlyFinish[head] = least
  if (Number.isNaN(start)) {
    unschedule(state, node, 0)
    return
  }
  const calendar = summaryCalendar(state, node)
  columns.earlyStart[node] = start
  columns.earlyFinish[node] = finish
  working.earlyStart[node] = toWorking(table, calendar, start)
  working.earlyFinish[node] = toWorking(table, calendar, finish)
  columns.driver[node] = DRIVERS.children
  columns.driverIndex[node] = first
  state.working.trouble[node]! &= LATE_TROUBLE
}

function raiseStart({ gates }: ScheduleState, head: number, time: number, ...by: [number, number]): void {
  if (!(time > gates.start[head]!) && !(Number.isNaN(gates.start[head]!) && !Number.isNaN(time))) return
  gates.start[head] = time
  gates.startDriver[head] = by[0]
  gates.startIndex[head] = by[1]
}

function raiseFinish({ gates }: ScheduleState, head: number, time: number, ...by: [number, number]): void {
  if (!(time > gates.finish[head]!) && !(Number.isNaN(gates.finish[head]!) && !Number.isNaN(time))) return
  gates.finish[head] = time
  gates.finishDriver[head] = by[0]
  gates.finishIndex[head] = by[1]
}
