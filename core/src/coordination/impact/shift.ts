import { endOf, startOf, toWorking, type CalendarTable } from '../../working-time/index.ts'
import { HORIZON_END, HORIZON_START } from '../schedule/index.ts'
import type { Amount, WorkingLengths } from './amount.ts'

/** What several steps move one thing by, kept apart by unit: a working day is as long as each calendar says. */
export interface Shift {
  readonly days: number
  readonly weeks: number
  /** Working minutes. */
  readonly minutes: number
  /** Minutes of the clock. */
  readonly elapsed: number
}

/** No move at all. */
export const NO_SHIFT: Shift = { days: 0, weeks: 0, minutes: 0, elapsed: 0 }

const ELAPSED = { m: 1, h: 60, d: 1440, w: 10_080 } as const

/** A shift and an amount more. Opposite amounts cancel exactly. */
export function addAmount(shift: Shift, { value, unit, basis }: Amount): Shift {
  if (basis === 'elapsed') return { ...shift, elapsed: exact(shift.elapsed + value * ELAPSED[unit]) }
  if (unit === 'd') return { ...shift, days: exact(shift.days + value) }
  if (unit === 'w') return { ...shift, weeks: exact(shift.weeks + value) }
  return { ...shift, minutes: exact(shift.minutes + value * ELAPSED[unit]) }
}

/** Two shifts as one. Opposite ones cancel exactly. */
export function addShift(one: Shift, other: Shift): Shift {
  return {
    days: exact(one.days + other.days),
    weeks: exact(one.weeks + other.weeks),
    minutes: exact(one.minutes + other.minutes),
    elapsed: exact(one.elapsed + other.elapsed),
  }
}

/** Amounts have at most four decimals; sums of them keep no more. */
function exact(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

/** Whether nothing moves. */
export function isNoShift({ days, weeks, minutes, elapsed }: Shift): boolean {
  return days === 0 && weeks === 0 && minutes === 0 && elapsed === 0
}

/** Whether it moves towards the past. A shift of two bases that pull apart counts by the larger. */
export function isBackward(shift: Shift, lengths: WorkingLengths): boolean {
  return shiftSize(shift, lengths) < 0
}

/** How large a shift is, for comparing two: of 24 hours of the clock, 8 count as work. */
export function shiftSize(shift: Shift, lengths: WorkingLengths): number {
  return workingPart(shift, lengths) + shift.elapsed / 3
}

/** Its working minutes in a calendar with these lengths. */
export function workingPart({ days, weeks, minutes }: Shift, { day, week }: WorkingLengths): number {
  return days * day + weeks * week + minutes
}

/** A calendar of the table, with the lengths of its day and week. */
export interface ShiftCalendar {
  readonly table: CalendarTable
  readonly calendar: number
  readonly lengths: WorkingLengths
}

/** A start moved by a shift: the begin of work that many working minutes on, then the minutes of the clock. */
export function shiftStart(time: number, shift: Shift, { table, calendar, lengths }: ShiftCalendar): number {
  const minutes = workingPart(shift, lengths)
  const moved = minutes === 0 ? time : startOf(table, calendar, toWorking(table, calendar, time) + minutes)
  return withinHorizon(moved + shift.elapsed)
}

/** A finish moved by a shift: the end of work that many working minutes on, then the minutes of the clock. */
export function shiftFinish(time: number, shift: Shift, { table, calendar, lengths }: ShiftCalendar): number {
  const minutes = workingPart(shift, lengths)
  const moved = minutes === 0 ? time : endOf(table, calendar, toWorking(table, calendar, time) + minutes)
  return withinHorizon(moved + shift.elapsed)
}

/** A date behind all time would count as none, and let what is shifted fall back to where nothing holds it. */
function withinHorizon(time: number): number {
  return Math.min(HORIZON_END, Math.max(HORIZON_START, time))
}
