import { addWork, startOf, toWorking } from '../../working-time/index.ts'
import { LAG_KINDS, LINK_TYPES, NODE_FLAGS } from './network.ts'
import { PLAIN, type ScheduleState } from './schedule-state.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Whether a link ties the predecessor's finish (FS, FF) rather than its start. */
export function tiesPredecessorFinish(type: number): boolean {
  return type <= LINK_TYPES.FS
}

/** Whether a link ties the successor's finish (FF, SF) rather than its start. */
export function tiesSuccessorFinish(type: number): boolean {
  return (type & 1) === 0
}

/** Minutes of a link's lag, of the kind that `isElapsed` tells. */
export function lagMinutes({ network, working }: ScheduleState, link: number): number {
  const lag = network.lag[link]!
  if (network.lagKind[link]! < LAG_KINDS.percent) return lag
  const node = network.from[link]!
  return (lag / 100) * (working.earlyFinish[node]! - working.earlyStart[node]!)
}

function isElapsed({ network }: ScheduleState, link: number): boolean {
  return (network.lagKind[link]! & 1) === 1
}

/** When the successor's tied end can be at the earliest, in working minutes of calendar `calendar`. */
export function forwardWork(state: ScheduleState, link: number, calendar: number): number {
  const { columns, network, table, working } = state
  const node = network.from[link]!
  const finish = tiesPredecessorFinish(network.type[link]!)
  const lag = lagMinutes(state, link)
  const time = (finish ? columns.earlyFinish : columns.earlyStart)[node]!
  if (isElapsed(state, link)) return toWorking(table, calendar, time + lag)
  const work =
    network.calendar[node] === calendar
      ? (finish ? working.earlyFinish : working.earlyStart)[node]!
      : toWorking(table, calendar, time)
  return work + lag
}

/** The same as a time: of a milestone, which may lie at the end of a shift, and of a summary. */
export function forwardTime(state: ScheduleState, link: number, calendar: number): number {
  const { columns, network, table } = state
  const node = network.from[link]!
  const finish = tiesPredecessorFinish(network.type[link]!)
  const time = (finish ? columns.earlyFinish : columns.earlyStart)[node]!
  const lag = lagMinutes(state, link)
  return isElapsed(state, link) ? time + lag : addWork(table, calendar, time, lag)
}

/**
 * Whether a link limits its predecessor's late dates: not when the successor has begun, and not by the start of
 * a successor that somebody set by hand (so Microsoft Project does; its finish, and a finish-to-start, still do).
 */
export function limitsPredecessor({ network, plain }: ScheduleState, link: number): boolean {
  const node = network.to[link]!
  if ((plain[node]! & PLAIN.settled) !== 0) return false
  return (network.flags[node]! & NODE_FLAGS.manual) === 0 || tiesPredecessorFinish(network.type[link]!)
}

/**
 * The latest time of the predecessor's tied end that leaves the successor at its late (or with `early` at its
 * early) dates. NaN: the successor has no dates.
 */
export function backwardTime(state: ScheduleState, link: number, early: boolean): number {
  const { network, table } = state
  const calendar = network.calendar[network.to[link]!]!
  const work = successorWork(state, link, early)
  const lag = lagMinutes(state, link)
  return isElapsed(state, link) ? startOf(table, calendar, work) - lag : startOf(table, calendar, work - lag)
}

/** The same in working minutes of the predecessor's calendar `calendar`. */
export function backwardWork(state: ScheduleState, link: number, calendar: number, early: boolean): number {
  const { network, table } = state
  if (network.calendar[network.to[link]!] === calendar && !isElapsed(state, link))
    return successorWork(state, link, early) - lagMinutes(state, link)
  return toWorking(table, calendar, backwardTime(state, link, early))
}

/** The successor's tied end in working minutes of its own calendar; of a summary the first of those below it. */
function successorWork(state: ScheduleState, link: number, early: boolean): number {
  const { gates, network, order, table, working } = state
  const node = network.to[link]!
  if (!tiesSuccessorFinish(network.type[link]!))
    return (early ? working.earlyStart : working.lateStart)[node]!
  const head = order.head[node]!
  if (head < 0) return (early ? working.earlyFinish : working.lateFinish)[node]!
  const least = early ? gates.leastEarlyFinish : gates.leastLateFinish
  return toWorking(table, network.calendar[node]!, least[head]!)
}
