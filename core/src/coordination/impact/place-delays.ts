import type { NetworkChange, NodeValues, Rescheduled, Schedule } from '../schedule/index.ts'
import type { Delay, Desk } from './desk.ts'
import { downstreamOf } from './downstream.ts'
import { moveOwnDates, stateOf } from './node-moves.ts'
import { shiftFinish, shiftStart, type Shift } from './shift.ts'

/** Computes what changes move, against the network as it was before any of them. */
export type Reschedule = (changes: readonly NetworkChange[]) => Rescheduled

/**
 * Computes a draft with its delays. A delayed leaf begins so much later than it otherwise would, all other steps and the
 * delays of what it waits for included: two delays in one chain add up, whichever was asked for first. Delays are therefore
 * placed along the network, one after the other, each on the dates that those before it gave; those of one source at once, so
 * that what slips as a whole moves by that alone, however its parts wait for each other. What has begun takes longer; what is
 * planned by hand has its own dates moved.
 */
export function placeDelays(desk: Desk, schedule: Schedule, reschedule: Reschedule): Rescheduled {
  let moved = reschedule(desk.draft.changes())
  const waiting = new Set(desk.delays)
  const after = followers(desk)
  while (waiting.size > 0) {
    const starts = startsAfter(schedule, moved)
    const delay = next([...waiting], after, starts)
    waiting.delete(delay)
    for (const [node, shift] of delay.shifts) {
      const start = starts(node)
      if (stateOf(desk, node) !== 'open') moveOwnDates(desk, node, shift)
      else if (!Number.isNaN(start)) desk.draft.set(node, delayed(desk, node, start, shift))
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

/** Which delays lie downstream of each delay, directly or by way of others. */
function followers(desk: Desk): ReadonlyMap<Delay, ReadonlySet<Delay>> {
  const after = new Map<Delay, Set<Delay>>()
  if (desk.delays.length < 2) return after
  for (const delay of desk.delays) {
    const reached = downstreamOf(desk, delay.shifts.keys())
    const found = desk.delays.filter(
      (other) => other !== delay && other.shifts.keys().some((node) => reached.has(node)),
    )
    after.set(delay, new Set(found))
  }
  for (const by of desk.delays)
    for (const found of after.values())
      if (found.has(by)) for (const other of after.get(by) ?? []) found.add(other)
  return after
}

/**
 * A delay that waits for none of the others, or only for those that wait for it as well; of several the one with the
 * earliest date, then the lowest source: the order in which steps were given does not matter.
 */
function next(
  waiting: readonly Delay[],
  after: ReadonlyMap<Delay, ReadonlySet<Delay>>,
  starts: (node: number) => number,
): Delay {
  const follows = (one: Delay, other: Delay): boolean => after.get(other)?.has(one) === true
  const first = waiting.filter((one) => waiting.every((other) => !follows(one, other) || follows(other, one)))
  return first.reduce((best, one) => {
    const [bestStart, start] = [earliest(best, starts), earliest(one, starts)]
    return start < bestStart || (start === bestStart && one.source < best.source) ? one : best
  })
}

function earliest({ shifts }: Delay, starts: (node: number) => number): number {
  let least = Infinity
  for (const node of shifts.keys()) {
    const start = starts(node)
    if (start < least) least = start
  }
  return least
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
