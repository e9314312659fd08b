import {
  FIRST_WEEK,
  HEAD,
  ORIGIN,
  PATTERN_AFTER,
  PATTERN_BEFORE,
  ROWS,
  ROWS_AT,
  WEEK,
  type CalendarTable,
} from './calendar-table.ts'
import { endOf, ROUNDING, startOf, toWorking } from './look-up.ts'

// Every index below lies within its array by the way a window is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * Working minutes of a step of one index, and minutes of the clock of a step of the other: about a shift, so that a
 * look-up steps over one or two. Powers of two: a division by them is exact as a multiplication.
 */
const STEP = 256
const TIME_STEP = 512

/** Numbers that each shift has: working minutes before it and at its end, its begin and end. */
const SHIFT = 4
const END_WORK = 1
const START = 2
const END = 3

/**
 * Some years of some calendars of a table, spelled out shift by shift, for loops that ask a million times: half
 * the work of a look-up in the table. Outside of them the table answers.
 */
export interface CalendarWindow {
  readonly table: CalendarTable
  /** Working minutes at the begin of each calendar's window. */
  readonly firstWork: Float64Array
  /** Steps of each calendar's window; 0: it has none. */
  readonly steps: Int32Array
  /** Place of each calendar's first step in `stepShift`. */
  readonly stepsAt: Int32Array
  /** Place of the first shift that ends after each step began. */
  readonly stepShift: Int32Array
  /** Begin of each calendar's window. */
  readonly firstTime: Float64Array
  /** Steps of the clock of each calendar's window; 0: it has none. */
  readonly timeSteps: Int32Array
  /** Place of each calendar's first step of the clock in `timeShift`. */
  readonly timeStepsAt: Int32Array
  /** Place of the first shift that ends after each step of the clock began. */
  readonly timeShift: Int32Array
  /** {@link SHIFT} numbers a shift, side by side as they are read together; a calendar's last one never ends. */
  readonly shifts: Float64Array
}

/** Spells out the weeks from `from` to `until` (absolute minutes) of the calendars that `wanted` names. */
export function calendarWindow(
  table: CalendarTable,
  wanted: readonly number[],
  { from, until }: { readonly from: number; readonly until: number },
): CalendarWindow {
  const firstWeek = Math.floor((from - ORIGIN) / WEEK)
  const endWeek = Math.floor((until - ORIGIN) / WEEK) + 1
  const firstMinute = ORIGIN + firstWeek * WEEK
  const firstWork = new Float64Array(table.size)
  const steps = new Int32Array(table.size)
  const stepsAt = new Int32Array(table.size)
  const firstTime = new Float64Array(table.size).fill(firstMinute)
  const timeSteps = new Int32Array(table.size)
  const timeStepsAt = new Int32Array(table.size)
  let [allShifts, allSteps, allTimeSteps] = [0, 0, 0]
  for (const calendar of wanted) {
    firstWork[calendar] = toWorking(table, calendar, firstMinute)
    const work = toWorking(table, calendar, ORIGIN + endWeek * WEEK) - firstWork[calendar]
    steps[calendar] = Math.floor(work / STEP)
    stepsAt[calendar] = allSteps
    timeSteps[calendar] = Math.floor(((endWeek - firstWeek) * WEEK) / TIME_STEP)
    timeStepsAt[calendar] = allTimeSteps
    allSteps += steps[calendar]
    allTimeSteps += timeSteps[calendar]
    for (let week = firstWeek; week < endWeek; week++) allShifts += shiftsOf(table, calendar, week)
    allShifts++
  }
  const window: CalendarWindow = {
    table,
    firstWork,
    steps,
    stepsAt,
    stepShift: new Int32Array(allSteps),
    firstTime,
    timeSteps,
    timeStepsAt,
    timeShift: new Int32Array(allTimeSteps),
    shifts: new Float64Array(allShifts * SHIFT),
  }
  let shift = 0
  for (const calendar of wanted) {
    const first = shift
    shift = spellOut(window, calendar, { firstWeek, endWeek, shift })
    indexShifts(window, calendar, first)
  }
  return window
}

/** Writes all shifts of a calendar from place `shift` on, and one without work behind them; returns the place after. */
function spellOut(
  { table, firstWork, shifts }: CalendarWindow,
  calendar: number,
  place: { readonly firstWeek: number; readonly endWeek: number; readonly shift: number },
): number {
  let { shift } = place
  let work = firstWork[calendar]!
  for (let week = place.firstWeek; week < place.endWeek; week++) {
    const pattern = patternOf(table, calendar, week)
    const begin = ORIGIN + week * WEEK
    const first = table.patternSegments[pattern]!
    const end = first + shiftsOf(table, calendar, week)
    for (let segment = first; segment < end; segment++, shift += SHIFT) {
      shifts[shift] = work + table.segmentWork[segment]!
      shifts[shift + END_WORK] = work + table.segmentWork[segment + 1]!
      shifts[shift + START] = begin + table.segmentStart[segment]!
      shifts[shift + END] = begin + table.segmentEnd[segment]!
    }
    work += table.patternWork[pattern]!
  }
  shifts[shift] = work
  shifts[shift + END_WORK] = Infinity
  shifts[shift + START] = Number.NaN
  shifts[shift + END] = Infinity
  return shift + SHIFT
}

/** Notes for each step of a calendar, whose shifts begin at place `first`, the first shift that ends after it. */
function indexShifts(window: CalendarWindow, calendar: number, first: number): void {
  const { shifts, stepShift, timeShift } = window
  const steps = window.steps[calendar]!
  const begin = window.firstWork[calendar]!
  const stepsAt = window.stepsAt[calendar]!
  for (let step = 0, shift = first; step < steps; step++) {
    while (shifts[shift + END_WORK]! <= begin + step * STEP) shift += SHIFT
    stepShift[stepsAt + step] = shift
  }
  const timeSteps = window.timeSteps[calendar]!
  const beginTime = window.firstTime[calendar]!
  const timeStepsAt = window.timeStepsAt[calendar]!
  for (let step = 0, shift = first; step < timeSteps; step++) {
    while (shifts[shift + END]! <= beginTime + step * TIME_STEP) shift += SHIFT
    timeShift[timeStepsAt + step] = shift
  }
}

/** {@link toWorking}, by way of a window. */
export function workInWindow(window: CalendarWindow, calendar: number, time: number): number {
  const step = Math.floor((time - window.firstTime[calendar]!) * (1 / TIME_STEP))
  if (!(step >= 0 && step < window.timeSteps[calendar]!)) return toWorking(window.table, calendar, time)
  const { shifts } = window
  let shift = window.timeShift[window.timeStepsAt[calendar]! + step]!
  while (shifts[shift + END]! <= time) shift += SHIFT
  const start = shifts[shift + START]!
  return shifts[shift]! + (time > start ? time - start : 0)
}

/** {@link startOf}, by way of a window. */
export function startInWindow(window: CalendarWindow, calendar: number, minutes: number): number {
  const work = minutes + ROUNDING
  const step = Math.floor((work - window.firstWork[calendar]!) * (1 / STEP))
  if (!(step >= 0 && step < window.steps[calendar]!)) return startOf(window.table, calendar, minutes)
  const { shifts } = window
  let shift = window.stepShift[window.stepsAt[calendar]! + step]!
  while (shifts[shift + END_WORK]! <= work) shift += SHIFT
  const into = minutes - shifts[shift]!
  return shifts[shift + START]! + (into > 0 ? into : 0)
}

/** {@link endOf}, by way of a window. */
export function endInWindow(window: CalendarWindow, calendar: number, minutes: number): number {
  const work = minutes - ROUNDING
  const step = Math.floor((work - window.firstWork[calendar]!) * (1 / STEP))
  if (!(step >= 0 && step < window.steps[calendar]!)) return endOf(window.table, calendar, minutes)
  const { shifts } = window
  let shift = window.stepShift[window.stepsAt[calendar]! + step]!
  while (shifts[shift + END_WORK]! < work) shift += SHIFT
  const into = minutes - shifts[shift]!
  return shifts[shift + START]! + Math.min(into, shifts[shift + END_WORK]! - shifts[shift]!)
}

/** Shifts of a week: the last segment of a pattern ends it and has no length. */
function shiftsOf(table: CalendarTable, calendar: number, week: number): number {
  const pattern = patternOf(table, calendar, week)
  return table.patternSegments[pattern + 1]! - table.patternSegments[pattern]! - 1
}

function patternOf({ heads, rowPattern }: CalendarTable, calendar: number, week: number): number {
  const head = calendar * HEAD
  const row = week - heads[head + FIRST_WEEK]!
  if (row < 0) return heads[head + PATTERN_BEFORE]!
  return row < heads[head + ROWS]! ? rowPattern[heads[head + ROWS_AT]! + row]! : heads[head + PATTERN_AFTER]!
}
