import {
  FIRST_WEEK,
  HEAD,
  HOURS,
  INDEX_AT,
  ORIGIN,
  PARTS,
  PATTERN_AFTER,
  PATTERN_BEFORE,
  ROWS,
  ROWS_AT,
  WEEK,
  type CalendarTable,
} from './calendar-table.ts'

// Every index below lies within its array by the way a table is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * Minutes by which sums of fractions (a lag of 18 %) may miss the end of a shift: an amount so close to it is
 * taken for it, or a rounding would decide between an evening and the next morning. A power of two, which can be
 * added and taken away again without a trace: whole minutes stay whole.
 */
export const ROUNDING = 2 ** -20

/**
 * Working minutes of a calendar before an absolute time, counted from a fixed origin (negative before it).
 * Never falls as time goes on. NaN gives NaN, an infinite time an infinite amount.
 */
export function toWorking(table: CalendarTable, calendar: number, time: number): number {
  if (!Number.isFinite(time)) return time
  const { heads, rowWork } = table
  const head = calendar * HEAD
  const week = Math.floor((time - ORIGIN) / WEEK)
  // Rounding may lift a time a hair below a week's begin into that week.
  const minute = Math.max(0, time - ORIGIN - week * WEEK)
  const row = week - heads[head + FIRST_WEEK]!
  const rows = heads[head + ROWS]!
  const rowsAt = heads[head + ROWS_AT]!
  if (row >= 0 && row < rows) {
    return rowWork[rowsAt + row]! + withinWeek(table, table.rowPattern[rowsAt + row]!, minute)
  }
  const pattern = heads[head + (row < 0 ? PATTERN_BEFORE : PATTERN_AFTER)]!
  const work =
    row < 0
      ? rowWork[rowsAt]! + row * table.patternWork[pattern]!
      : rowWork[rowsAt + rows]! + (row - rows) * table.patternWork[pattern]!
  return work + withinWeek(table, pattern, minute)
}

/**
 * The time at which work goes on when `minutes` of work are done: the next working start. Infinite where the
 * calendar never comes that far.
 */
export function startOf(table: CalendarTable, calendar: number, minutes: number): number {
  if (!Number.isFinite(minutes)) return minutes
  const work = minutes + ROUNDING
  const { heads, rowWork } = table
  const head = calendar * HEAD
  const rowsAt = heads[head + ROWS_AT]!
  const rows = heads[head + ROWS]!
  const first = rowWork[rowsAt]!
  const last = rowWork[rowsAt + rows]!
  if (work < first || work >= last) {
    const before = work < first
    const pattern = heads[head + (before ? PATTERN_BEFORE : PATTERN_AFTER)]!
    const perWeek = table.patternWork[pattern]!
    if (perWeek === 0) return before ? -Infinity : Infinity
    const from = before ? first : last
    const weeks = Math.floor((work - from) / perWeek)
    const week = heads[head + FIRST_WEEK]! + (before ? 0 : rows) + weeks
    return ORIGIN + week * WEEK + startInWeek(table, pattern, work - from - weeks * perWeek)
  }
  const index = heads[head + INDEX_AT]! + Math.floor((work - first) * table.stepsPerMinute[calendar]!)
  let row = table.rowIndex[index]!
  let end = table.rowIndex[index + 1]!
  while (end - row > 8) {
    const middle = (row + end) >> 1
    if (rowWork[rowsAt + middle + 1]! <= work) row = middle + 1
    else end = middle
  }
  while (rowWork[rowsAt + row + 1]! <= work) row++
  const week = heads[head + FIRST_WEEK]! + row
  const pattern = table.rowPattern[rowsAt + row]!
  return ORIGIN + week * WEEK + startInWeek(table, pattern, work - rowWork[rowsAt + row]!)
}

/**
 * The earliest time at which `minutes` of work are done: the previous working end. Infinite where the calendar
 * never comes that far.
 */
export function endOf(table: CalendarTable, calendar: number, minutes: number): number {
  if (!Number.isFinite(minutes)) return minutes
  const work = minutes - ROUNDING
  const { heads, rowWork } = table
  const head = calendar * HEAD
  const rowsAt = heads[head + ROWS_AT]!
  const rows = heads[head + ROWS]!
  const first = rowWork[rowsAt]!
  const last = rowWork[rowsAt + rows]!
  if (work <= first || work > last) {
    const before = work <= first
    const pattern = heads[head + (before ? PATTERN_BEFORE : PATTERN_AFTER)]!
    const perWeek = table.patternWork[pattern]!
    if (perWeek === 0) return before ? -Infinity : Infinity
    const from = before ? first : last
    const weeks = Math.ceil((work - from) / perWeek) - 1
    const week = heads[head + FIRST_WEEK]! + (before ? 0 : rows) + weeks
    return ORIGIN + week * WEEK + endInWeek(table, pattern, work - from - weeks * perWeek)
  }
  const index = heads[head + INDEX_AT]! + Math.ceil((work - first) * table.stepsPerMinute[calendar]!) - 1
  let row = table.rowIndex[index]!
  let end = table.rowIndex[index + 1]!
  while (end - row > 8) {
    const middle = (row + end) >> 1
    if (rowWork[rowsAt + middle + 1]! < work) row = middle + 1
    else end = middle
  }
  while (rowWork[rowsAt + row + 1]! < work) row++
  const week = heads[head + FIRST_WEEK]! + row
  const pattern = table.rowPattern[rowsAt + row]!
  return ORIGIN + week * WEEK + endInWeek(table, pattern, work - rowWork[rowsAt + row]!)
}

/** The time itself within work, else the next begin of work. A time at the end of a shift is not within. */
export function nextStart(table: CalendarTable, calendar: number, time: number): number {
  return startOf(table, calendar, toWorking(table, calendar, time))
}

/** The time itself within work, else the end of the work before it. A time at the begin of a shift is not within. */
export function previousEnd(table: CalendarTable, calendar: number, time: number): number {
  return endOf(table, calendar, toWorking(table, calendar, time))
}

/**
 * A time moved by working minutes: forward to the earliest time at which they are done, back to the latest
 * from which they are left. No minutes: the time itself, even outside work.
 */
export function addWork(table: CalendarTable, calendar: number, time: number, minutes: number): number {
  if (minutes === 0) return time
  const work = toWorking(table, calendar, time) + minutes
  return minutes > 0 ? endOf(table, calendar, work) : startOf(table, calendar, work)
}

function withinWeek(table: CalendarTable, pattern: number, minute: number): number {
  const { segmentEnd } = table
  let segment = table.hourSegment[pattern * HOURS + Math.floor(minute / 60)]!
  while (segmentEnd[segment]! <= minute) segment++
  const start = table.segmentStart[segment]!
  return table.segmentWork[segment]! + (minute > start ? minute - start : 0)
}

/** `work`, within [0, work of the week), is a rounding more than what is asked for. */
function startInWeek(table: CalendarTable, pattern: number, work: number): number {
  const { segmentWork } = table
  let segment = firstSegment(table, pattern, work)
  const last = table.patternSegments[pattern + 1]! - 2
  while (segment < last && segmentWork[segment + 1]! <= work) segment++
  const into = work - ROUNDING - segmentWork[segment]!
  return table.segmentStart[segment]! + (into > 0 ? into : 0)
}

/** `work`, within (0, work of the week], is a rounding less than what is asked for. */
function endInWeek(table: CalendarTable, pattern: number, work: number): number {
  const { segmentWork } = table
  let segment = firstSegment(table, pattern, work)
  const last = table.patternSegments[pattern + 1]! - 2
  while (segment < last && segmentWork[segment + 1]! < work) segment++
  const end = table.segmentStart[segment]! + (work + ROUNDING - segmentWork[segment]!)
  return end < table.segmentEnd[segment]! ? end : table.segmentEnd[segment]!
}

/** A segment at or before the one that `work` minutes of the week lie in, and close to it. */
function firstSegment(table: CalendarTable, pattern: number, work: number): number {
  const part = Math.floor(work * table.partsPerMinute[pattern]!)
  return table.partSegment[pattern * PARTS + (part < PARTS ? part : PARTS - 1)]!
}
