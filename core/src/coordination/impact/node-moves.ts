import { toWorking } from '../../working-time/index.ts'
import { NODE_FLAGS, type ConstraintName, type NodeValues } from '../schedule/index.ts'
import type { Desk } from './desk.ts'
import type { StepReason } from './resolved-step.ts'
import { shiftFinish, shiftStart, type Shift } from './shift.ts'

/** How far a leaf is: only the last three can move. */
export type NodeState = 'done' | 'inactive' | 'given-away' | 'unscheduled' | 'manual' | 'begun' | 'open'

const START_CONSTRAINTS: ReadonlySet<ConstraintName> = new Set([
  'mustStartOn',
  'startNoEarlierThan',
  'startNoLaterThan',
])
const FINISH_CONSTRAINTS: ReadonlySet<ConstraintName> = new Set([
  'mustFinishOn',
  'finishNoEarlierThan',
  'finishNoLaterThan',
])

export function stateOf({ draft, dropped, base: { schedule } }: Desk, node: number): NodeState {
  if (draft.has(node, NODE_FLAGS.done) || !Number.isNaN(draft.value(node, 'actualFinish'))) return 'done'
  if (draft.has(node, NODE_FLAGS.inactive)) return 'inactive'
  if (dropped.has(node)) return 'given-away'
  if (Number.isNaN(schedule.start[node] ?? Number.NaN)) return 'unscheduled'
  if (draft.has(node, NODE_FLAGS.manual)) return 'manual'
  return Number.isNaN(draft.value(node, 'actualStart')) ? 'open' : 'begun'
}

/** Whether a leaf can still move. */
export function isOpen(state: NodeState): boolean {
  return state === 'manual' || state === 'begun' || state === 'open'
}

/** The leaves that can still move, how many of the others are finished, and why it is so when there are none. */
export function movable(
  desk: Desk,
  nodes: readonly number[],
): { readonly open: number[]; readonly done: number; readonly stuck: StepReason } {
  const states = nodes.map((node) => stateOf(desk, node))
  const done = states.filter((state) => state === 'done').length
  return {
    open: nodes.filter((_, at) => isOpen(states[at] ?? 'unscheduled')),
    done,
    stuck: stuckBy(new Set(states)),
  }
}

function stuckBy(states: ReadonlySet<NodeState>): StepReason {
  if (states.has('unscheduled')) return 'not-scheduled'
  if (states.has('given-away')) return 'given-away'
  return states.has('done') ? 'done' : 'inactive'
}

/** Moves the dates that a leaf states of itself: constraints, planned dates, the time before which it does not lie. */
export function moveOwnDates(desk: Desk, node: number, shift: Shift): void {
  const state = stateOf(desk, node)
  if (state === 'manual') moveManual(desk, node, shift)
  if (state === 'begun') moveRest(desk, node, shift)
  if (state === 'open') moveOpen(desk, node, shift)
}

function moveManual(desk: Desk, node: number, shift: Shift): void {
  const { draft } = desk
  const calendar = desk.calendarOf(node)
  draft.set(node, {
    plannedStart: shiftStart(draft.value(node, 'plannedStart'), shift, calendar),
    plannedFinish: shiftFinish(draft.value(node, 'plannedFinish'), shift, calendar),
  })
}

/** What has begun cannot begin otherwise: what is left of it grows or shrinks. */
function moveRest(desk: Desk, node: number, shift: Shift): void {
  const calendar = desk.calendarOf(node)
  const finish = desk.base.schedule.finish[node] ?? Number.NaN
  const { table, calendar: number } = calendar
  // What is not done is not over before now, however far it is pulled.
  const to = Math.max(shiftFinish(finish, shift, calendar), Math.min(finish, desk.base.statusTime))
  const more = toWorking(table, number, to) - toWorking(table, number, finish)
  addWork(desk, node, more)
}

function addWork({ draft }: Desk, node: number, minutes: number): void {
  const remaining = draft.value(node, 'remaining')
  const duration = Math.max(0, draft.value(node, 'duration') + minutes)
  if (Number.isNaN(remaining)) draft.set(node, { duration })
  else draft.set(node, { duration, remaining: Math.max(0, remaining + minutes) })
}

function moveOpen(desk: Desk, node: number, shift: Shift): void {
  const { draft, base } = desk
  const calendar = desk.calendarOf(node)
  const constraint = draft.constraint(node)
  const date = draft.value(node, 'constraintDate')
  const bound = draft.value(node, 'noEarlierThan')
  const values: { -readonly [K in keyof NodeValues]: NodeValues[K] } = {}
  if (START_CONSTRAINTS.has(constraint)) values.constraintDate = shiftStart(date, shift, calendar)
  if (FINISH_CONSTRAINTS.has(constraint)) values.constraintDate = shiftFinish(date, shift, calendar)
  if (constraint === 'asLateAsPossible') {
    const start = base.schedule.start[node] ?? Number.NaN
    values.constraint = 'startNoEarlierThan'
    values.constraintDate = shiftStart(start, shift, calendar)
  }
  // What is not done does not lie in the past, however far it is pulled.
  if (!Number.isNaN(bound)) {
    const moved = shiftStart(bound, shift, calendar)
    values.noEarlierThan = Math.max(moved, Math.min(bound, base.statusTime))
  }
  draft.set(node, values)
}

/**
 * Gives a leaf another duration; of one that has begun, what is done of it stays done.
 * @param minutes working minutes of its calendar
 * @returns false when it has that duration already
 */
export function prolong(desk: Desk, node: number, minutes: number): boolean {
  const { draft } = desk
  if (stateOf(desk, node) === 'manual') {
    const { table, calendar } = desk.calendarOf(node)
    const start = draft.value(node, 'plannedStart')
    const finish = draft.value(node, 'plannedFinish')
    const more = minutes - (toWorking(table, calendar, finish) - toWorking(table, calendar, start))
    if (Math.abs(more) < 1e-6) return false
    const shift = { days: 0, weeks: 0, minutes: more, elapsed: 0 }
    draft.set(node, {
      duration: minutes,
      plannedFinish: Math.max(start, shiftFinish(finish, shift, desk.calendarOf(node))),
    })
    return true
  }
  const before = draft.value(node, 'duration')
  if (Math.abs(before - minutes) < 1e-6) return false
  const remaining = draft.value(node, 'remaining')
  const done = Number.isNaN(remaining) ? 0 : Math.max(0, before - remaining)
  draft.set(node, {
    duration: minutes,
    ...(!Number.isNaN(remaining) && { remaining: Math.max(0, minutes - done) }),
  })
  return true
}

/** Working minutes of a leaf that are still to be done. */
export function workLeft(desk: Desk, node: number): number {
  const { draft } = desk
  if (stateOf(desk, node) === 'manual') {
    const { table, calendar } = desk.calendarOf(node)
    const start = Math.max(draft.value(node, 'plannedStart'), desk.base.statusTime)
    return Math.max(
      0,
      toWorking(table, calendar, draft.value(node, 'plannedFinish')) - toWorking(table, calendar, start),
    )
  }
  const remaining = draft.value(node, 'remaining')
  return Number.isNaN(remaining) ? draft.value(node, 'duration') : remaining
}
