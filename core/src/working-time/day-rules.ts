import type { CalendarRules, Shift } from './calendar-source.ts'
import { dayNumber, dayNumberOf, weekdayOf } from './days.ts'
import { EXCEPTION_YEARS, recurringDays, type CalendarException } from './recurrence.ts'

/** An exception of up to so many days is kept day by day, a longer one as its two ends. */
const MOST_DAYS = 31

const FIRST_DAY = dayNumber(EXCEPTION_YEARS.from, 1, 1)
const LAST_DAY = dayNumber(EXCEPTION_YEARS.until, 12, 31)

/** What holds on which day by the rules of a calendar and its bases. */
export interface DayRules {
  /** The working hours of a day, a number since 1970-01-01. */
  shiftsOf(day: number): readonly Shift[]
  /** Days that single exceptions fall on, in no order. */
  readonly singles: Iterable<number>
  /** Days from which another week holds than the day before: ends of work weeks and of long exceptions. */
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
    singles: new Set(links.flatMap(({ singles }) => [...singles.keys()])),
    turns: [...new Set(links.flatMap(({ spans, workWeeks }) => [...spans, ...workWeeks]).flatMap(endsOf))]
      .filter((day) => day >= FIRST_DAY && day <= LAST_DAY)
      .toSorted((a, b) => a - b),
  }
}

interface Link {
  exceptionOf(day: number): readonly Shift[] | undefined
  readonly singles: ReadonlyMap<number, unknown>
  readonly spans: readonly { readonly from: number; readonly until: number }[]
  readonly workWeeks: readonly {
    readonly from: number
    readonly until: number
    readonly days: ReadonlyMap<number, readonly Shift[]>
  }[]
  readonly week: ReadonlyMap<number, readonly Shift[]>
}

function linkOf({ week, workWeeks = [], exceptions = [] }: CalendarRules): Link {
  const ranked = exceptions
    .map((exception, rank) => ({ exception, rank, strength: strengthOf(exception) }))
    .toSorted((a, b) => a.strength - b.strength || a.rank - b.rank)
  const singles = new Map<number, { readonly rank: number; readonly shifts: readonly Shift[] }>()
  const spans: { from: number; until: number; rank: number; shifts: readonly Shift[] }[] = []
  for (const [rank, { exception }] of ranked.entries()) {
    const [from, until] = [dayNumberOf(exception.from), dayNumberOf(exception.until)]
    const { recurrence, shifts } = exception
    if (recurrence === undefined && until - from >= MOST_DAYS) {
      spans.push({ from: Math.max(from, FIRST_DAY), until: Math.min(until, LAST_DAY), rank, shifts })
      continue
    }
    const days =
      recurrence === undefined
        ? Array.from({ length: Math.max(0, until - from + 1) }, (_, at) => from + at)
        : recurringDays(exception, recurrence)
    for (const day of days) {
      if (day >= FIRST_DAY && day <= LAST_DAY && !singles.has(day)) singles.set(day, { rank, shifts })
    }
  }
  return {
    exceptionOf: (day) => {
      const single = singles.get(day)
      const span = spans.find(({ from, until }) => day >= from && day <= until)
      if (single === undefined) return span?.shifts
      return span === undefined || single.rank < span.rank ? single.shifts : span.shifts
    },
    singles,
    spans,
    workWeeks: workWeeks.map(({ from, until, week: days }) => ({
      from: dayNumberOf(from),
      until: dayNumberOf(until),
      days: byWeekday(days),
    })),
    week: byWeekday(week),
  }
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
