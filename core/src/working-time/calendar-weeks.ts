import { weekOf, type CalendarWeeks, type WeekPattern } from './build-table.ts'
import type { CalendarRules, Shift } from './calendar-source.ts'
import { ORIGIN, WEEK } from './calendar-table.ts'
import { dayRules, type DayRules } from './day-rules.ts'
import { absoluteOf, type Zone } from './zone.ts'

const DAY = 1440

/**
 * A calendar as weeks of absolute time. Weeks between two turns, of the rules or of the clock, are all alike
 * and are worked out once.
 */
export function calendarWeeks(chain: readonly CalendarRules[], zone: Zone): CalendarWeeks {
  const rules = dayRules(chain)
  const odd = oddWeeks(rules, zone)
  const weeks = [...odd].toSorted((a, b) => a - b)
  const [firstWeek, lastWeek] = [weeks.at(0), weeks.at(-1)]
  if (firstWeek === undefined || lastWeek === undefined) {
    const week = weekOfWork(0, rules, zone)
    return { firstWeek: 0, rows: [], before: week, after: week }
  }
  const rows: WeekPattern[] = []
  let ordinary: WeekPattern | undefined
  for (let week = firstWeek; week <= lastWeek; week++) {
    if (odd.has(week)) {
      rows.push(weekOfWork(week, rules, zone))
      ordinary = undefined
    } else rows.push((ordinary ??= weekOfWork(week, rules, zone)))
  }
  return {
    firstWeek,
    rows,
    before: weekOfWork(firstWeek - 1, rules, zone),
    after: weekOfWork(lastWeek + 1, rules, zone),
  }
}

/** Weeks in which another rule or another clock begins to hold: they are unlike their neighbours. */
function oddWeeks({ turns }: DayRules, { changes }: Zone): ReadonlySet<number> {
  const odd = new Set<number>()
  const mark = (from: number, until: number): void => {
    for (let week = weekOf(from); week <= weekOf(until); week++) odd.add(week)
  }
  // A zone is at most 14 hours off UTC, and a shift that begins on a day may last until the next day's end.
  for (const day of turns) mark((day - 2) * DAY, (day + 3) * DAY)
  for (const time of changes) mark(time - 2 * DAY, time + 2 * DAY)
  return odd
}

/** The work of one week of absolute time: its days' shifts on the zone's clock, cut at the week's ends. */
function weekOfWork(week: number, rules: DayRules, zone: Zone): WeekPattern {
  const begin = ORIGIN + week * WEEK
  const spans: [start: number, end: number][] = []
  for (let day = begin / DAY - 2; day <= begin / DAY + 7; day++) {
    for (const shift of rules.shiftsOf(day)) {
      const [from, to] = [clockMinutes(shift.from), clockMinutes(shift.to)]
      const start = absoluteOf(zone, day * DAY + from) - begin
      const end = absoluteOf(zone, day * DAY + (to > from ? to : to + DAY)) - begin
      if (end > 0 && start < WEEK && end > start) spans.push([Math.max(0, start), Math.min(WEEK, end)])
    }
  }
  const pattern: number[] = []
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = pattern.at(-1)
    if (last === undefined || start > last) pattern.push(start, end)
    else if (end > last) pattern[pattern.length - 1] = end
  }
  return pattern
}

function clockMinutes(clock: Shift['from']): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}
