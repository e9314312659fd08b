import { toWorking } from '../../working-time/index.ts'
import { findLinks, findStart } from './find-start.ts'
import { TOLERANCE } from './horizon.ts'
import { NODE_FLAGS, type Network } from './network.ts'
import type { ScheduleProblem } from './schedule-problem.ts'
import { DRIVERS } from './schedule-result.ts'
import { BOUND_DRIVER, BOUND_INDEX, BOUND_WORK, type ScheduleState } from './schedule-state.ts'
import { TROUBLE } from './trouble.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Tells in full what the passes noticed, node by node, then project by project. */
export function tellTroubles(state: ScheduleState): ScheduleProblem[] {
  const problems: ScheduleProblem[] = []
  for (let node = 0; node < state.size; node++)
    if (state.working.trouble[node] !== 0) problems.push(...troublesOf(state, node))
  return [...problems, ...missedFinishes(state)]
}

/** What the passes noticed about one node. */
export function troublesOf(state: ScheduleState, node: number): ScheduleProblem[] {
  const { network } = state
  const bits = state.working.trouble[node]!
  const problems: ScheduleProblem[] = []
  if ((bits & TROUBLE.calendar) !== 0)
    problems.push({ kind: 'calendarWithoutWork', node, calendar: network.calendar[node]! })
  if ((bits & TROUBLE.horizon) !== 0) problems.push({ kind: 'beyondHorizon', node })
  if ((bits & TROUBLE.doneWithoutDates) !== 0) problems.push({ kind: 'doneWithoutDates', node })
  if ((bits & TROUBLE.actualsReversed) !== 0) problems.push({ kind: 'actualsReversed', node })
  if ((bits & TROUBLE.dateMissing) !== 0) problems.push(...missingDates(network, node))
  if ((bits & TROUBLE.contradicted) !== 0) {
    findStart(state, node)
    const link = state.boundBy[BOUND_DRIVER] === DRIVERS.link ? state.boundBy[BOUND_INDEX]! : -1
    const minutes = state.bound[BOUND_WORK]! - state.working.earlyStart[node]!
    problems.push({ kind: 'constraintContradicted', node, link, minutes })
  }
  if ((bits & TROUBLE.begun) !== 0) problems.push(...outOfSequence(state, node))
  if ((bits & TROUBLE.deadline) !== 0) {
    const deadline = toWorking(state.table, network.calendar[node]!, network.deadline[node]!)
    problems.push({ kind: 'deadlineMissed', node, minutes: state.working.earlyFinish[node]! - deadline })
  }
  return problems
}

function missingDates(network: Network, node: number): ScheduleProblem[] {
  const problems: ScheduleProblem[] = []
  if ((network.flags[node]! & NODE_FLAGS.manual) !== 0) problems.push({ kind: 'manualWithoutDates', node })
  if (network.constraint[node]! > 1 && Number.isNaN(network.constraintDate[node]!))
    problems.push({ kind: 'constraintWithoutDate', node })
  return problems
}

/** Whether what has begun had to wait: only what holds now is told, not what has long been done. */
function outOfSequence(state: ScheduleState, node: number): ScheduleProblem[] {
  const { bound, boundBy, network, working } = state
  bound[BOUND_WORK] = -Infinity
  bound[1] = -Infinity
  findLinks(state, node)
  const minutes = bound[BOUND_WORK] - working.earlyStart[node]!
  if (!(minutes > TOLERANCE)) return []
  const link = boundBy[BOUND_INDEX]!
  const before = network.from[link]!
  const over =
    (network.flags[before]! & NODE_FLAGS.done) !== 0 || !Number.isNaN(network.actualFinish[before]!)
  return over ? [] : [{ kind: 'outOfSequence', node, link, minutes }]
}

/** Projects whose nodes finish after their stated finish. */
export function missedFinishes({ columns, network, table }: ScheduleState): ScheduleProblem[] {
  const problems: ScheduleProblem[] = []
  for (let project = 0; project < network.projectCount; project++) {
    const minutes = columns.projectEarlyFinish[project]! - network.projectFinish[project]!
    if (minutes > TOLERANCE && table.size > 0)
      problems.push({ kind: 'projectFinishMissed', project, minutes })
  }
  return problems
}
