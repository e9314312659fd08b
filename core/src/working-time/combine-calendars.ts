import { tableOf, type WeekPattern } from './build-table.ts'
import { calendarProblem, type CalendarProblem } from './calendar-problem.ts'
import { FIRST_WEEK, PATTERN_AFTER, PATTERN_BEFORE, ROWS, type CalendarTable } from './calendar-table.ts'
import { workingCalendar, type WorkingCalendar } from './working-calendar.ts'

interface About {
  readonly id: string
  readonly name: string
}

/**
 * A calendar that works whenever one of several does: when Microsoft Project works on a task with several
 * resources, whose assignments each follow their own calendar.
 */
export function anyOf(
  about: About,
  calendars: readonly [WorkingCalendar, ...WorkingCalendar[]],
): WorkingCalendar | CalendarProblem {
  return combined(about, calendars, unitedWeek)
}

/** A calendar that works when all of several do: a task's calendar together with that of its resources. */
export function allOf(
  about: About,
  calendars: readonly [WorkingCalendar, ...WorkingCalendar[]],
): WorkingCalendar | CalendarProblem {
  return combined(about, calendars, (weeks) => weeks.reduce(commonWeek))
}

function combined(
  about: About,
  calendars: readonly [WorkingCalendar, ...WorkingCalendar[]],
  combine: (weeks: readonly WeekPattern[]) => WeekPattern,
): WorkingCalendar | CalendarProblem {
  const tables = calendars.map(({ table }) => table)
  const known = new Map<string, WeekPattern>()
  const weekOf = (week: number): WeekPattern => {
    const patterns = tables.map((table) => patternAt(table, week))
    const key = patterns.join(' ')
    let found = known.get(key)
    if (found === undefined) {
      found = combine(patterns.map((pattern, at) => weekOfPattern(tables[at], pattern)))
      known.set(key, found)
    }
    return found
  }
  const odd = tables.filter(({ heads }) => (heads[ROWS] ?? 0) > 0)
  const firstWeek = odd.length === 0 ? 0 : Math.min(...odd.map(({ heads }) => heads[FIRST_WEEK] ?? 0))
  const end =
    odd.length === 0 ? 0 : Math.max(...odd.map(({ heads }) => (heads[FIRST_WEEK] ?? 0) + (heads[ROWS] ?? 0)))
  const table = tableOf({
    firstWeek,
    rows: Array.from({ length: end - firstWeek }, (_, row) => weekOf(firstWeek + row)),
    before: weekOf(firstWeek - 1),
    after: weekOf(end),
  })
  if (table.patternWork.every((work) => work === 0)) return calendarProblem(about, 'no_working_time')
  return workingCalendar({ ...about, zone: calendars[0].zone }, table)
}

function patternAt({ heads, rowPattern }: CalendarTable, week: number): number {
  const row = week - (heads[FIRST_WEEK] ?? 0)
  if (row < 0) return heads[PATTERN_BEFORE] ?? 0
  return (row < (heads[ROWS] ?? 0) ? rowPattern[row] : heads[PATTERN_AFTER]) ?? 0
}

function weekOfPattern(table: CalendarTable | undefined, pattern: number): WeekPattern {
  const week: number[] = []
  if (table === undefined) return week
  // The last segment of a pattern is no work, it ends the look-up.
  const end = (table.patternSegments[pattern + 1] ?? 1) - 1
  for (let at = table.patternSegments[pattern] ?? 0; at < end; at++)
    week.push(table.segmentStart[at] ?? 0, table.segmentEnd[at] ?? 0)
  return week
}

function unitedWeek(weeks: readonly WeekPattern[]): WeekPattern {
  const united: number[] = []
  for (const [start, end] of weeks.flatMap(spansOf).toSorted((a, b) => a[0] - b[0])) {
    const last = united.at(-1)
    if (last === undefined || start > last) united.push(start, end)
    else if (end > last) united[united.length - 1] = end
  }
  return united
}

function commonWeek(a: WeekPattern, b: WeekPattern): WeekPattern {
  return spansOf(a).flatMap(([start, end]) =>
    spansOf(b).flatMap(([from, to]) => {
      const [begin, stop] = [Math.max(start, from), Math.min(end, to)]
      return begin < stop ? [begin, stop] : []
    }),
  )
}

function spansOf(week: WeekPattern): [start: number, end: number][] {
  return Array.from({ length: week.length / 2 }, (_, at) => [week[at * 2] ?? 0, week[at * 2 + 1] ?? 0])
}
