import { endOf, startOf, toWorking } from '../../../working-time/index.ts'
import { EDGE_BITS, EDGES, MODES, type SimulationProgram } from './program.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Dates of one iteration, by position, in working minutes of each position's calendar. */
export interface Pass {
  readonly duration: Float64Array
  readonly start: Float64Array
  readonly finish: Float64Array
}

/** Room for one iteration, with all that does not change between iterations. */
export function openPass(program: SimulationProgram): Pass {
  const { size, mode, calendars, calendar, floor, finishTime } = program
  const pass: Pass = {
    duration: program.duration.slice(),
    start: new Float64Array(size),
    finish: new Float64Array(size),
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
  const { size, mode, floor, firstEdge, plainEnd, edgeFrom, edgeLag } = program
  const { duration, start, finish } = pass
  let edge = 0
  for (let at = 0; at < size; at += 1) {
    const last = firstEdge[at + 1]!
    const how = mode[at]!
    if (how === MODES.fixed) {
      edge = last
      continue
    }
    let begin = floor[at]!
    const plain = plainEnd[at]!
    for (; edge < plain; edge += 1) {
      const bound = finish[edgeFrom[edge]!]! + edgeLag[edge]!
      if (bound > begin) begin = bound
    }
    if (how === MODES.free && edge === last) {
      start[at] = begin
      finish[at] = begin + duration[at]!
    } else {
      special(program, pass, at, begin)
      edge = last
    }
  }
}

function special(program: SimulationProgram, pass: Pass, at: number, plainly: number): void {
  const { mode, floor, finishFloor, startCap, finishCap, calendars, calendar, floorTime } = program
  const { duration, start, finish } = pass
  const length = duration[at]!
  switch (mode[at]!) {
    case MODES.begun: {
      start[at] = toWorking(calendars, calendar[at]!, floorTime[at]!)
      finish[at] = Math.max(floor[at]! + length, finishFloor[at]!)
      return
    }
    case MODES.ending: {
      finish[at] = floor[at]!
      start[at] = floor[at]! - length
      return
    }
    case MODES.summary: {
      sumUp(program, pass, at)
      return
    }
    default: {
      let begin = Math.max(plainly, finishFloor[at]! - length)
      for (let edge = program.plainEnd[at]!; edge < program.firstEdge[at + 1]!; edge += 1)
        begin = Math.max(begin, boundOf(program, pass, at, edge))
      begin = Math.min(begin, startCap[at]!, finishCap[at]! - length)
      start[at] = begin
      finish[at] = begin + length
    }
  }
}

/** The start that one edge asks for, in working minutes of the successor. */
export function boundOf(program: SimulationProgram, pass: Pass, at: number, edge: number): number {
  const { edgeFrom, edgeForm, edgeLag } = program
  const from = edgeFrom[edge]!
  const form = edgeForm[edge]!
  const type = form & 7
  const lag = (form & EDGE_BITS.share) === 0 ? edgeLag[edge]! : edgeLag[edge]! * pass.duration[from]!
  const end = type === EDGES.FS || type === EDGES.FF
  let bound: number
  if ((form & (EDGE_BITS.across | EDGE_BITS.elapsed)) === 0) {
    bound = (end ? pass.finish[from]! : pass.start[from]!) + lag
  } else {
    const time = end ? finishTimeOf(program, pass, from) : startTimeOf(program, pass, from)
    const elapsed = (form & EDGE_BITS.elapsed) !== 0
    bound =
      toWorking(program.calendars, program.calendar[at]!, elapsed ? time + lag : time) + (elapsed ? 0 : lag)
  }
  return type === EDGES.FF || type === EDGES.SF ? bound - pass.duration[at]! : bound
}

function sumUp(program: SimulationProgram, pass: Pass, at: number): void {
  const { firstEdge, edgeFrom, edgeForm, calendars, calendar } = program
  let first = Infinity
  let last = -Infinity
  for (let edge = firstEdge[at]!; edge < firstEdge[at + 1]!; edge += 1) {
    const from = edgeFrom[edge]!
    const across = (edgeForm[edge]! & EDGE_BITS.across) !== 0
    const begin = across
      ? toWorking(calendars, calendar[at]!, startTimeOf(program, pass, from))
      : pass.start[from]!
    const end = across
      ? toWorking(calendars, calendar[at]!, finishTimeOf(program, pass, from))
      : pass.finish[from]!
    first = Math.min(first, begin)
    last = Math.max(last, end)
  }
  pass.start[at] = first
  pass.finish[at] = last
}

/** Absolute start of a position. */
export function startTimeOf(program: SimulationProgram, pass: Pass, at: number): number {
  const how = program.mode[at]!
  if (how === MODES.fixed || how === MODES.begun) return program.floorTime[at]!
  if (pass.start[at] === program.floor[at] && how !== MODES.ending) return program.floorTime[at]!
  return startOf(program.calendars, program.calendar[at]!, pass.start[at]!)
}

/** Absolute finish of a position. A point in time that its floor sets lies at the floor, not at the end of the work before. */
export function finishTimeOf(program: SimulationProgram, pass: Pass, at: number): number {
  if (program.mode[at] === MODES.fixed) return program.finishTime[at]!
  if (pass.duration[at] === 0 && pass.start[at] === program.floor[at] && program.mode[at] !== MODES.summary)
    return program.floorTime[at]!
  return endOf(program.calendars, program.calendar[at]!, pass.finish[at]!)
}
