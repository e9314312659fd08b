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

/** Working minutes of a step of the index: about a shift, so that a look-up steps over one at the most. */
const STEP = 240

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
  /** The first shift that ends after each step began. */
  readonly stepShift: Int32Array
  /** Working minutes before each shift; after a calendar's last one those of the window's end. */
  readonly shiftWork: Float64Array
  readonly shiftStart: Float64Array
}

/** Spells out the weeks from `from` to `until` (absolute minutes) of the calendars that `wanted` names. */
export function calendarWindow(
  table: CalendarTable,
  wanted: readonly number[],
  { from, until }: { readonly from: number; readonly until: number },
): CalendarWindow {
  const firstWork = new Float64Array(table.size)
  const steps = new Int32Array(table.size)
  const stepsAt = new Int32Array(table.size)
  const stepShift: number[] = []
  const shiftWork: number[] = []
  const shiftStart: number[] = []
  const firstWeek = Math.floor((from - ORIGIN) / WEEK)
  const lastWeek = Math.floor((until - ORIGIN) / WEEK)
  for (const calendar of wanted) {
    const begin = toWorking(table, calendar, ORIGIN + firstWeek * WEEK)
    let work = begin
    let shift = shiftWork.length
    for (let week = firstWeek; week <= lastWeek; week++) {
      const pattern = patternOf(table, calendar, week)
      // The last segment of a pattern ends it and has no length.
      for (let at = table.patternSegments[pattern]!; at < table.patternSegments[pattern + 1]! - 1; at++) {
        shiftWork.push(work + table.segmentWork[at]!)
        shiftStart.push(ORIGIN + week * WEEK + table.segmentStart[at]!)
      }
      work += table.patternWork[pattern]!
    }
    shiftWork.push(work)
    shiftStart.push(Number.NaN)
    firstWork[calendar] = begin
    steps[calendar] = Math.floor((work - begin) / STEP)
    stepsAt[calendar] = stepShift.length
    for (let step = 0; step < steps[calendar]; step++) {
      while (shiftWork[shift + 1]! <= begin + step * STEP) shift++
      stepShift.push(shift)
    }
  }
  return {
    table,
    firstWork,
    steps,
    stepsAt,
    stepShift: Int32Array.from(stepShift),
    shiftWork: Float64Array.from(shiftWork),
    shiftStart: Float64Array.from(shiftStart),
  }
}

/** {@link startOf}, by way of a window. */
export function startInWindow(window: CalendarWindow, calendar: number, minutes: number): number {
  const { shiftWork } = window
  const work = minutes + ROUNDING
  const step = Math.floor((work - window.firstWork[calendar]!) / STEP)
  if (!(step >= 0 && step < window.steps[calendar]!)) return startOf(window.table, calendar, minutes)
  let shift = window.stepShift[window.stepsAt[calendar]! + step]!
  while (shiftWork[shift + 1]! <= work) shift++
  const into = minutes - shiftWork[shift]!
  return window.shiftStart[shift]! + (into > 0 ? into : 0)
}

/** {@link endOf}, by way of a window. */
export function endInWindow(window: CalendarWindow, calendar: number, minutes: number): number {
  const { shiftWork } = window
  const work = minutes - ROUNDING
  const step = Math.floor((work - window.firstWork[calendar]!) / STEP)
  if (!(step >= 0 && step < window.steps[calendar]!)) return endOf(window.table, calendar, minutes)
  let shift = window.stepShift[window.stepsAt[calendar]! + step]!
  while (shiftWork[shift + 1]! < work) shift++
  const length = shiftWork[shift + 1]! - shiftWork[shift]!
  const into = minutes - shiftWork[shift]!
  return window.shiftStart[shift]! + (into < length ? into : length)
}

function patternOf({ heads, rowPattern }: CalendarTable, calendar: number, week: number): number {
  const head = calendar * HEAD
  const row = week - heads[head + FIRST_WEEK]!
  if (row < 0) return heads[head + PATTERN_BEFORE]!
  return row < heads[head + ROWS]! ? rowPattern[heads[head + ROWS_AT]! + row]! : heads[head + PATTERN_AFTER]!
}
