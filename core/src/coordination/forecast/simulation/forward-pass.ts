import {
  addWork,
  endInWindow,
  endOf,
  startInWindow,
  startOf,
  toWorking,
  workInWindow,
} from '../../../working-time/index.ts'
import { EDGE_BITS, EDGES, MODES, type SimulationProgram } from './program.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Dates of one iteration, by position, in working minutes of each position's calendar. */
export interface Pass {
  readonly duration: Float64Array
  readonly start: Float64Array
  readonly finish: Float64Array
  /** Absolute finish of a point in time and of a summary; absolute start of a summary. */
  readonly time: Float64Array
  readonly summaryStart: Float64Array
}

/** Room for one iteration, with all that does not change between iterations. */
export function openPass(program: SimulationProgram): Pass {
  const { size, mode, calendars, calendar, floor, finishTime } = program
  const pass: Pass = {
    duration: program.duration.slice(),
    start: new Float64Array(size),
    finish: new Float64Array(size),
    time: new Float64Array(size),
    summaryStart: new Float64Array(size),
  }
  for (let at = 0; at < size; at += 1) {
    if (mode[at] !== MODES.fixed) continue
    pass.start[at] = floor[at]!
    pass.finish[at] = toWorking(calendars, calendar[at]!, finishTime[at]!)
  }
  return pass
}

/**
 * Early dates of an iteration from its durations. Within one calendar it is additions and comparisons; where a link leads from one
 * calendar into another, the tables are looked up.
 */
export function forwardPass(program: SimulationProgram, pass: Pass): void {
  for (let at = 0; at < program.size; at += 1)
    if (program.mode[at] !== MODES.fixed) forwardPosition(program, pass, at)
}

/** Early dates of one position that is not fixed, when what it waits for has its own. */
export function forwardPosition(program: SimulationProgram, pass: Pass, at: number): void {
  const { mode, floor, firstEdge } = program
  const how = mode[at]!
  if (how > MODES.bounded) return special(program, pass, at)
  const length = pass.duration[at]!
  let begin = floor[at]!
  for (let edge = firstEdge[at]!; edge < firstEdge[at + 1]!; edge += 1)
    begin = Math.max(begin, boundOf(program, pass, at, edge))
  if (how === MODES.bounded) begin = bounded(program, at, begin, length)
  pass.start[at] = begin
  pass.finish[at] = begin + length
}

/** A start within the bounds of a constraint. */
function bounded(program: SimulationProgram, at: number, begin: number, length: number): number {
  const { finishFloor, startCap, finishCap } = program
  return Math.min(Math.max(begin, finishFloor[at]! - length), startCap[at]!, finishCap[at]! - length)
}

function special(program: SimulationProgram, pass: Pass, at: number): void {
  const { mode, floor, finishFloor, calendars, calendar, floorTime } = program
  const { duration, start, finish } = pass
  switch (mode[at]!) {
    case MODES.begun:
      start[at] = toWorking(calendars, calendar[at]!, floorTime[at]!)
      finish[at] = Math.max(start[at], floor[at]! + duration[at]!, finishFloor[at]!)
      return
    case MODES.ending:
      finish[at] = floor[at]!
      start[at] = floor[at]! - duration[at]!
      return
    case MODES.point:
      pass.time[at] = pointTime(program, pass, at)
      start[at] = toWorking(calendars, calendar[at]!, pass.time[at])
      finish[at] = start[at]
      return
    default:
      sumUp(program, pass, at)
  }
}

/** When a point in time is: the latest of what it waits for, which may lie at the end of a shift. */
function pointTime(program: SimulationProgram, pass: Pass, at: number): number {
  const { calendars, calendar, edgeFrom, edgeLag, mode, plainEnd, firstEdge } = program
  let time = program.floorTime[at]!
  let work = -Infinity
  for (let edge = firstEdge[at]!; edge < firstEdge[at + 1]!; edge += 1) {
    const from = edgeFrom[edge]!
    const how = mode[from]!
    // Of work in the same calendar, one look-up for the latest of all tells the time.
    if (edge < plainEnd[at]! && edgeLag[edge]! >= 0 && how <= MODES.bounded) {
      const finish = pass.finish[from]! + edgeLag[edge]!
      if (finish > work) work = finish
    } else time = Math.max(time, pointBound(program, pass, at, edge))
  }
  if (work > -Infinity) time = Math.max(time, endOf(calendars, calendar[at]!, work))
  // Times that no work lies between are the same to a constraint.
  const cap = program.startCap[at]!
  const late =
    time > cap && toWorking(calendars, calendar[at]!, time) > toWorking(calendars, calendar[at]!, cap)
  return restingTime(program, at, late ? cap : time)
}

/** The time that one edge asks of a point. */
export function pointBound(program: SimulationProgram, pass: Pass, at: number, edge: number): number {
  const time = tiedTime(program, pass, edge)
  const lag = lagOf(program, pass, edge)
  const lagCalendar = program.edgeCalendar[edge]!
  return (program.edgeForm[edge]! & EDGE_BITS.elapsed) !== 0
    ? time + lag
    : addWork(program.calendars, lagCalendar < 0 ? program.calendar[at]! : lagCalendar, time, lag)
}

/** A point lies within a shift or at its end, else at the next begin of work. */
export function restingTime({ calendars, calendar }: SimulationProgram, at: number, time: number): number {
  const work = toWorking(calendars, calendar[at]!, time)
  const next = startOf(calendars, calendar[at]!, work)
  return time === next || time === endOf(calendars, calendar[at]!, work) ? time : next
}

/** The start that one edge asks for, in working minutes of the successor. */
export function boundOf(program: SimulationProgram, pass: Pass, at: number, edge: number): number {
  const { edgeFrom, edgeForm } = program
  const from = edgeFrom[edge]!
  const form = edgeForm[edge]!
  const type = form & 7
  const lag = lagOf(program, pass, edge)
  let bound: number
  if ((form & (EDGE_BITS.across | EDGE_BITS.elapsed)) === 0) {
    const finish = type === EDGES.FS || type === EDGES.FF
    bound = (finish ? pass.finish[from]! : pass.start[from]!) + lag
  } else {
    const time = tiedTime(program, pass, edge)
    const elapsed = (form & EDGE_BITS.elapsed) !== 0
    const lagCalendar = program.edgeCalendar[edge]!
    if (lagCalendar >= 0)
      bound = workInWindow(
        program.window,
        program.calendar[at]!,
        addWork(program.calendars, lagCalendar, time, lag),
      )
    else
      bound =
        workInWindow(program.window, program.calendar[at]!, elapsed ? time + lag : time) + (elapsed ? 0 : lag)
  }
  return type === EDGES.FF || type === EDGES.SF ? bound - pass.duration[at]! : bound
}

/** Minutes of an edge's lag. */
function lagOf({ edgeForm, edgeFrom, edgeLag }: SimulationProgram, pass: Pass, edge: number): number {
  if ((edgeForm[edge]! & EDGE_BITS.share) === 0) return edgeLag[edge]!
  const from = edgeFrom[edge]!
  return edgeLag[edge]! * (pass.finish[from]! - pass.start[from]!)
}

/** Absolute time of the predecessor's end that an edge ties. */
function tiedTime(program: SimulationProgram, pass: Pass, edge: number): number {
  const type = program.edgeForm[edge]! & 7
  const from = program.edgeFrom[edge]!
  return type === EDGES.FS || type === EDGES.FF
    ? finishTimeOf(program, pass, from)
    : startTimeOf(program, pass, from)
}

function sumUp(program: SimulationProgram, pass: Pass, at: number): void {
  const { firstEdge, edgeFrom, calendars, calendar } = program
  let first = Infinity
  let last = -Infinity
  for (let edge = firstEdge[at]!; edge < firstEdge[at + 1]!; edge += 1) {
    const from = edgeFrom[edge]!
    first = Math.min(first, startTimeOf(program, pass, from))
    last = Math.max(last, finishTimeOf(program, pass, from))
  }
  pass.start[at] = toWorking(calendars, calendar[at]!, first)
  pass.finish[at] = toWorking(calendars, calendar[at]!, last)
  pass.time[at] = last
  pass.summaryStart[at] = first
}

/** Absolute start of a position. */
export function startTimeOf(program: SimulationProgram, pass: Pass, at: number): number {
  const how = program.mode[at]!
  if (how === MODES.fixed || how === MODES.begun) return program.floorTime[at]!
  if (how === MODES.point) return pass.time[at]!
  if (how === MODES.summary) return pass.summaryStart[at]!
  return startInWindow(program.window, program.calendar[at]!, pass.start[at]!)
}

/** Absolute finish of a position. */
export function finishTimeOf(program: SimulationProgram, pass: Pass, at: number): number {
  const how = program.mode[at]!
  if (how === MODES.fixed) return program.finishTime[at]!
  if (how === MODES.point || how === MODES.summary) return pass.time[at]!
  // What began outside of work and has nothing left lies where it began.
  if (how === MODES.begun && pass.finish[at]! <= pass.start[at]!) return program.floorTime[at]!
  return endInWindow(program.window, program.calendar[at]!, pass.finish[at]!)
}
