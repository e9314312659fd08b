import type { Calendar } from '@headless-pmo/sdk'
import { dateOf, dayNumber, dayNumberOf, daysInMonth, weekdayOf } from './days.ts'

/** An exception to a calendar's week. */
export type CalendarException = NonNullable<Calendar['exceptions']>[number]
type Rule = NonNullable<CalendarException['recurrence']>

/** Days of which years a recurrence is followed through; it bounds one that has no end of its own. */
export const EXCEPTION_YEARS = { from: 1900, until: 2199 } as const

const LAST_DAY = dayNumber(EXCEPTION_YEARS.until, 12, 31)

/**
 * The days (numbers since 1970-01-01) on which a recurring exception falls, as Microsoft Project expands it:
 * weeks count from `weekStart`; the 31st of a shorter month is its last day; months count from the first one
 * whose day is not before `from`, or, for a weekday of the month, from the month of `from`.
 */
export function recurringDays(exception: CalendarException, rule: Rule): number[] {
  const from = dayNumberOf(exception.from)
  const until = Math.min(dayNumberOf(exception.until), LAST_DAY)
  const most = rule.occurrences ?? Infinity
  const days: number[] = []
  for (const day of candidates(rule, from)) {
    if (day > until || days.length >= most) break
    if (day >= from) days.push(day)
  }
  return days
}

function candidates(rule: Rule, from: number): Iterable<number> {
  const { every, interval } = rule
  if (every === 'day') return everyDays(from, interval)
  if (every === 'weekday') return everyWeekdays(from, interval)
  if (every === 'week') return everyWeeks(rule, from)
  return every === 'month' ? everyMonths(rule, from) : everyYears(rule, from)
}

function* everyDays(from: number, interval: number): Iterable<number> {
  for (let day = from; day <= LAST_DAY; day += interval) yield day
}

/** Every n-th of the days Monday to Friday. */
function* everyWeekdays(from: number, interval: number): Iterable<number> {
  let count = 0
  for (let day = from; day <= LAST_DAY; day++) {
    if (weekdayOf(day) <= 5 && count++ % interval === 0) yield day
  }
}

function* everyWeeks({ interval, weekdays = [], weekStart = 1 }: Rule, from: number): Iterable<number> {
  const wanted = new Set(weekdays.length === 0 ? [weekdayOf(from)] : weekdays)
  const first = from - ((weekdayOf(from) - weekStart + 7) % 7)
  for (let week = first; week <= LAST_DAY; week += 7 * interval) {
    for (let day = week; day < week + 7; day++) if (wanted.has(weekdayOf(day))) yield day
  }
}

function* everyMonths(rule: Rule, from: number): Iterable<number> {
  const start = dateOf(from)
  const placed = isPlaced(rule)
  const late = !placed && (rule.dayOfMonth ?? start.day) < start.day
  for (let month = start.year * 12 + start.month - 1 + (late ? 1 : 0); ; month += rule.interval) {
    const [year, ofYear] = [Math.floor(month / 12), (month % 12) + 1]
    if (year > EXCEPTION_YEARS.until) return
    yield dayOfMonth(rule, { year, month: ofYear, otherwise: start.day })
  }
}

function* everyYears(rule: Rule, from: number): Iterable<number> {
  const start = dateOf(from)
  const month = rule.month ?? start.month
  const inYear = (year: number): number => dayOfMonth(rule, { year, month, otherwise: start.day })
  const first = inYear(start.year) < from ? start.year + 1 : start.year
  for (let year = first; year <= EXCEPTION_YEARS.until; year += rule.interval) yield inYear(year)
}

function isPlaced({ position }: Rule): boolean {
  return position !== undefined && position !== 0
}

function dayOfMonth(
  rule: Rule,
  { year, month, otherwise }: { readonly year: number; readonly month: number; readonly otherwise: number },
): number {
  const first = dayNumber(year, month, 1)
  const length = daysInMonth(year, month)
  if (!isPlaced(rule)) return first + Math.min(rule.dayOfMonth ?? otherwise, length) - 1
  const days = Array.from({ length }, (_, at) => first + at).filter(isOf(rule.positionDay ?? 'day'))
  const position = rule.position ?? 1
  return days.at(position < 0 ? -1 : position - 1) ?? first
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function isOf(kind: NonNullable<Rule['positionDay']>): (day: number) => boolean {
  if (kind === 'day') return () => true
  if (kind === 'weekday') return (day) => weekdayOf(day) <= 5
  if (kind === 'weekend_day') return (day) => weekdayOf(day) > 5
  return (day) => WEEKDAYS[weekdayOf(day) - 1] === kind
}
