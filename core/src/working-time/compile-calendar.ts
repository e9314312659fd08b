import { tableOf } from './build-table.ts'
import { calendarProblem, type CalendarProblem } from './calendar-problem.ts'
import type { CalendarSource } from './calendar-source.ts'
import { calendarWeeks } from './calendar-weeks.ts'
import { workingCalendar, type WorkingCalendar } from './working-calendar.ts'
import { zoneOf } from './zone.ts'

/** What a calendar's clock times are read with. */
export interface CalendarContext {
  /** IANA zone in which its shifts are meant. */
  readonly zone: string
}

/**
 * Makes a calendar ready to count with. Its exceptions count from 1900 to 2199, its zone's clock changes from
 * 1970 to 2099; outside these years its plain week repeats in standard time, without an end.
 */
export function compileCalendar(
  source: CalendarSource,
  { zone: name }: CalendarContext,
): WorkingCalendar | CalendarProblem {
  const zone = zoneOf(name)
  if (zone === undefined) return calendarProblem(source, 'zone_unknown', name)
  const weeks = calendarWeeks(source.chain, zone)
  const table = tableOf(weeks)
  if (table.patternWork.every((work) => work === 0)) return calendarProblem(source, 'no_working_time')
  return workingCalendar({ id: source.id, name: source.name, zone: name }, table)
}
