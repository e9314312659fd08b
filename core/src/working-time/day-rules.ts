import type { CalendarRules, Shift } from './calendar-source.ts'
import { dayNumber, dayNumberOf, weekdayOf } from './days.ts'
import { EXCEPTION_YEARS, recurringDays, type CalendarException } from './recurrence.ts'

const FIRST_DAY = dayNumber(EXCEPTION_YEARS.from, 1, 1)
const LAST_DAY = dayNumber(EXCEPTION_YEARS.until, 12, 31)

/** What holds on which day by the rules of a calendar and its bases. */
export interface DayRules {
  /** The working hours of a day, a number since 1970-01-01. */
  shiftsOf(day: number): readonly Shift[]
  /** Days on which another rule holds than the day before, ascending. */
  readonly turns: readonly number[]
}

/**
 * Exceptions are stronger than weeks, whichever calendar of the chain states them, and the calendar's own
 * stronger than its base's; then a work week of the period, then the calendar's own week, then its base's.
 * Where exceptions of one calendar overlap, one that does not recur is stronger than one that does, one that
 * recurs in shorter steps stronger than one in longer steps, and the first of the list before the others.
 */
export function dayRules(chain: readonly CalendarRules[]): DayRules {
  const links = chain.map((rules) => linkOf(rules))
  const shiftsOf = (day: number): readonly Shift[] => {
    for (const link of links) {
      const exception = link.exceptionOf(day)
      if (exception !== undefined) return exception
    }
    const weekday = weekdayOf(day)
    for (const { workWeeks, week } of links) {
      const period = workWeeks.find(
        ({ from, until, days }) => day >= from && day <= until && days.has(weekday),
      )
      const shifts = period?.days.get(weekday) ?? week.get(weekday)
      if (shifts !== undefined) return shifts
    }
    return []
  }
  return {
    shiftsOf,
    turns: [...new Set(links.flatMap(({ turns, workWeeks }) => [...turns, ...workWeeks.flatMap(endsOf)]))]
      .filter((day) => day >= FIRST_DAY && day <= LAST_DAY)
      .toSorted((a, b) => a - b),
  }
}

interface Link {
  exceptionOf(day: number): readonly Shift[] | undefined
  /** Days on which another exception holds than the day before. */
  readonly turns: readonly number[]
  readonly workWeeks: readonly {
    readonly from: number
    readonly until: number
    readonly days: ReadonlyMap<number, readonly Shift[]>
  }[]
  readonly week: ReadonlyMap<number, readonly Shift[]>
}

function linkOf({ week, workWeeks = [], exceptions = [] }: CalendarRules): Link {
  const painted = paint(exceptions)
  return {
    exceptionOf: (day) => exceptions[(painted[day - FIRST_DAY] ?? 0) - 1]?.shifts,
    turns: turnsOf(painted),
    workWeeks: workWeeks.map(({ from, until, week: days }) => ({
      from: dayNumberOf(from),
      until: dayNumberOf(until),
      days: byWeekday(days),
    })),
    week: byWeekday(week),
  }
}

/**
 * For each day the number of the exception that holds on it, counted from 1; 0: none. Painted from the weakest to
 * the strongest, so that thousands of exceptions cost no more to ask than one.
 */
function paint(exceptions: readonly CalendarException[]): Int32Array {
  if (exceptions.length === 0) return new Int32Array(0)
  const painted = new Int32Array(LAST_DAY - FIRST_DAY + 2)
  const fromWeakest = exceptions
    .map((exception, at) => ({ exception, number: at + 1, strength: strengthOf(exception) }))
    .toSorted((a, b) => b.strength - a.strength || b.number - a.number)
  for (const { exception, number } of fromWeakest) {
    const { recurrence } = exception
    if (recurrence === undefined) {
      const [from, until] = [dayNumberOf(exception.from), dayNumberOf(exception.until)]
      painted.fill(
        number,
        Math.max(0, from - FIRST_DAY),
        Math.max(0, Math.min(until, LAST_DAY) - FIRST_DAY + 1),
      )
    } else {
      for (const day of recurringDays(exception, recurrence))
        if (day >= FIRST_DAY) painted[day - FIRST_DAY] = number
    }
  }
  return painted
}

function turnsOf(painted: Int32Array): number[] {
  const turns: number[] = []
  for (let at = 0, before = 0; at < painted.length; at++) {
    const now = painted[at] ?? 0
    if (now !== before) turns.push(FIRST_DAY + at)
    before = now
  }
  return turns
}

function byWeekday(
  week: readonly { readonly weekday: number; readonly shifts: readonly Shift[] }[],
): Map<number, readonly Shift[]> {
  return new Map(week.map(({ weekday, shifts }) => [weekday, shifts]))
}

const STEPS = ['day', 'weekday', 'week', 'month', 'year']

function strengthOf({ recurrence }: CalendarException): number {
  return recurrence === undefined ? -1 : STEPS.indexOf(recurrence.every)
}

function endsOf({ from, until }: { readonly from: number; readonly until: number }): number[] {
  return [from, until + 1]
}
