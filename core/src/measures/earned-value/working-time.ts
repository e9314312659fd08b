import {
  compileCalendar,
  isCalendarProblem,
  STANDARD_CALENDAR,
  type CalendarSource,
} from '../../working-time/index.ts'
import type { WorkingTimeUntil } from './planned-value.ts'

const MINUTES_A_DAY = 1440

/** Working time before the end of a day in the calendar of the house; one that cannot be counted in is Monday to Friday, 8 hours. */
export function workingTimeOf(calendar: CalendarSource): WorkingTimeUntil {
  // Days of the calendar itself: its hours are read in UTC, as the days are.
  const compiled = compileCalendar(calendar, { zone: 'UTC' })
  const standard = compileCalendar(STANDARD_CALENDAR, { zone: 'UTC' })
  const found = isCalendarProblem(compiled) ? standard : compiled
  return isCalendarProblem(found) ? (day) => day : (day) => found.toWorking((day + 1) * MINUTES_A_DAY)
}
