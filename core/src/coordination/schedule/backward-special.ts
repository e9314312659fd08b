import { toWorking } from '../../working-time/index.ts'
import { findStart } from './find-start.ts'
import { TOLERANCE } from './horizon.ts'
import { CONSTRAINTS, NODE_FLAGS } from './network.ts'
import { DRIVERS } from './schedule-result.ts'
import { BOUND_DRIVER, BOUND_INDEX, BOUND_WORK, PLAIN, type ScheduleState } from './schedule-state.ts'
import { TROUBLE } from './trouble.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Lowers the late finish that was found to what a node's own constraint and deadline leave. */
export function lateLimits(state: ScheduleState, node: number, span: number): void {
  const { network, plain } = state
  const kind = network.constraint[node]!
  // A start that has happened keeps no constraint waiting.
  const begun = (plain[node]! & PLAIN.settled) !== 0
  const date = network.constraintDate[node]!
  if (!begun && (kind === CONSTRAINTS.mustStartOn || kind === CONSTRAINTS.startNoLaterThan))
    lower(state, node, workAt(state, node, date) + span, DRIVERS.constraint)
  if (kind === CONSTRAINTS.mustFinishOn || kind === CONSTRAINTS.finishNoLaterThan)
    lower(state, node, workAt(state, node, date), DRIVERS.constraint)
  const deadline = workAt(state, node, network.deadline[node]!)
  lower(state, node, deadline, DRIVERS.deadline)
  if (state.working.earlyFinish[node]! > deadline + TOLERANCE)
    state.working.trouble[node]! |= TROUBLE.deadline
}

/**
 * Working minutes by which a constraint holds a node earlier than its links ask for. Its dates are those of the
 * constraint, but its float counts from where its links would have it: it is negative, as that of all it waits for.
 */
export function lackingWork(state: ScheduleState, node: number): number {
  const { bound, network, working } = state
  if ((working.trouble[node]! & TROUBLE.contradicted) === 0) return 0
  if ((network.flags[node]! & NODE_FLAGS.manual) !== 0) return 0
  findStart(state, node)
  return Math.max(0, bound[BOUND_WORK]! - working.earlyStart[node]!)
}

function workAt({ network, table }: ScheduleState, node: number, time: number): number {
  return toWorking(table, network.calendar[node]!, time)
}

function lower({ bound, boundBy }: ScheduleState, node: number, work: number, driver: number): void {
  if (!(work < bound[BOUND_WORK]!)) return
  bound[BOUND_WORK] = work
  boundBy[BOUND_DRIVER] = driver
  boundBy[BOUND_INDEX] = driver === DRIVERS.constraint ? node : -1
}
