import { unchanged, type Desk, type Drafted } from './desk.ts'
import { movable, moveOwnDates, stateOf } from './node-moves.ts'
import type { ResolvedStep } from './resolved-step.ts'
import { addAmount, isBackward, isNoShift, NO_SHIFT, shiftStart, type Shift } from './shift.ts'

type Move = Extract<ResolvedStep, { do: 'move-project' }>

const DAY = 1440

/**
 * Moves a project: its start, and every date that its unfinished items state of themselves. Deadlines stay, since they
 * are promised to others; links hold as they are. Several moves of one project add up; a day to move to counts alone.
 */
export function moveProject(desk: Desk, project: number, moves: readonly Move[]): Drafted {
  const { base, outline } = desk
  const nodes: number[] = []
  for (let node = 0; node < base.network.size; node++) {
    if (base.projectOf[node] === project && !outline.isSummary(node)) nodes.push(node)
  }
  const { open, done } = movable(desk, nodes)
  if (open.length === 0) return unchanged(done > 0 ? 'done' : 'no-work', done)
  const start = open.reduce((least, node) => Math.min(least, startOfRest(desk, node)), Infinity)
  const shift = shiftOf(moves, start)
  if (isNoShift(shift)) return unchanged('no-change', done)
  for (const frame of ownFrames(desk, project)) moveFrame(desk, frame, shift, open)
  for (const node of open) {
    moveOwnDates(desk, node, shift)
    notBefore(desk, node, start, shift)
  }
  return { reason: 'applied', changed: open.length, done, about: open }
}

/** When the work that is left of a node begins: of what has begun, now. */
function startOfRest(desk: Desk, node: number): number {
  const { schedule, statusTime } = desk.base
  const start = schedule.start[node] ?? Infinity
  return stateOf(desk, node) === 'begun' ? Math.max(start, statusTime) : start
}

function shiftOf(moves: readonly Move[], start: number): Shift {
  const day = moves.findLast((move) => 'to' in move)
  // Whole days, so that the clock time of the start and the days of the week stay what they are.
  if (day !== undefined && 'to' in day)
    return { ...NO_SHIFT, elapsed: Math.ceil((day.to - start) / DAY) * DAY }
  return moves.reduce((sum, move) => ('by' in move ? addAmount(sum, move.by) : sum), NO_SHIFT)
}

/** Frames that hold nodes of this project alone; one that others share keeps its start. */
function ownFrames({ base: { network, projectOf }, outline }: Desk, project: number): Set<number> {
  const own = new Set<number>()
  const others = new Set<number>()
  for (let node = 0; node < network.size; node++) {
    const frame = network.project[node] ?? -1
    if (frame < 0 || outline.isSummary(node)) continue
    if (projectOf[node] === project) own.add(frame)
    else others.add(frame)
  }
  return own.difference(others)
}

function moveFrame(desk: Desk, frame: number, shift: Shift, open: readonly number[]): void {
  const start = desk.draft.projectStart(frame)
  const [node] = open
  if (Number.isNaN(start) || node === undefined) return
  // With work done already, its start is history.
  if (isBackward(shift, desk.calendarOf(node).lengths) || start >= desk.base.statusTime) {
    desk.draft.setProjectStart(frame, shiftStart(start, shift, desk.calendarOf(node)))
  }
}

/** Forward, nothing of the project that waits lies before its new start, whether a date of its own says so or not. */
function notBefore(desk: Desk, node: number, start: number, shift: Shift): void {
  const calendar = desk.calendarOf(node)
  if (stateOf(desk, node) !== 'open' || isBackward(shift, calendar.lengths)) return
  const bound = desk.draft.value(node, 'noEarlierThan')
  const moved = shiftStart(start, shift, calendar)
  desk.draft.set(node, { noEarlierThan: Number.isNaN(bound) ? moved : Math.max(bound, moved) })
}
