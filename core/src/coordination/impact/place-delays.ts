import type { NetworkChange, NodeValues, Rescheduled, Schedule } from '../schedule/index.ts'
import type { Delay, Desk } from './desk.ts'
import { shiftFinish, shiftStart, type Shift } from './shift.ts'

/** Computes what changes move, against the network as it was before any of them. */
export type Reschedule = (changes: readonly NetworkChange[]) => Rescheduled

/**
 * Computes a draft with its delays. A delayed leaf begins so much later than it otherwise would, all other steps and the
 * delays of what it waits for included: two delays in one chain add up, whichever was asked for first. Delays are therefore
 * placed by date, one after the other, each on the dates that those before it gave.
 */
export function placeDelays(desk: Desk, schedule: Schedule, reschedule: Reschedule): Rescheduled {
  let moved = reschedule(desk.draft.changes())
  const waiting = [...desk.delays]
  while (waiting.length > 0) {
    const starts = startsAfter(schedule, moved)
    const at = earliest(waiting, starts)
    const [delay] = waiting.splice(at, 1)
    if (delay === undefined) break
    for (const node of delay.nodes) {
      const start = starts(node)
      if (!Number.isNaN(start)) desk.draft.set(node, delayed(desk, node, start, delay.shift))
    }
    moved = reschedule(desk.draft.changes())
  }
  return moved
}

function startsAfter({ start }: Schedule, moved: Rescheduled): (node: number) => number {
  const places = new Map<number, number>()
  for (const [place, node] of moved.nodes.entries()) places.set(node, place)
  return (node) => {
    const place = places.get(node)
    return (place === undefined ? start[node] : moved.start[place]) ?? Number.NaN
  }
}

/** By the dates of what is delayed, then by its number: the order in which steps were given does not matter. */
function earliest(delays: readonly Delay[], starts: (node: number) => number): number {
  let [best, bestStart, bestNode] = [0, Infinity, Infinity]
  for (const [at, { nodes }] of delays.entries()) {
    for (const node of nodes) {
      const start = starts(node)
      if (start < bestStart || (start === bestStart && node < bestNode)) {
        ;[best, bestStart, bestNode] = [at, start, node]
      }
    }
  }
  return best
}

/**
 * A leaf that begins later. A delay is a fact: what is fixed to a date moves along, and a date that it had to keep is
 * kept no longer; that it is broken is told among the commitments.
 */
function delayed(desk: Desk, node: number, start: number, shift: Shift): NodeValues {
  const { draft } = desk
  const calendar = desk.calendarOf(node)
  const constraint = draft.constraint(node)
  const date = draft.value(node, 'constraintDate')
  const to = shiftStart(start, shift, calendar)
  if (constraint === 'mustStartOn') return { constraintDate: shiftStart(date, shift, calendar) }
  if (constraint === 'mustFinishOn') return { constraintDate: shiftFinish(date, shift, calendar) }
  if (constraint === 'asLateAsPossible') return { constraint: 'startNoEarlierThan', constraintDate: to }
  const bound = draft.value(node, 'noEarlierThan')
  const noEarlierThan = Number.isNaN(bound) ? to : Math.max(bound, to)
  if (constraint !== 'startNoLaterThan' && constraint !== 'finishNoLaterThan') return { noEarlierThan }
  return { noEarlierThan, constraint: 'asSoonAsPossible', constraintDate: Number.NaN }
}
