import {
  ALWAYS,
  compileCalendar,
  isCalendarProblem,
  joinTables,
  STANDARD_CALENDAR,
  type CalendarSource,
  type CalendarTable,
} from '../../../working-time/index.ts'

/** Working from evening to morning, with a day off: hours that overlap the standard calendar's little. */
const NIGHTS: CalendarSource = {
  id: 'nights',
  name: 'Nights',
  chain: [
    {
      week: [1, 2, 4, 5, 6].map((weekday) => ({ weekday, shifts: [{ from: '20:00', to: '06:00' }] })),
      exceptions: [{ name: 'Off', from: '2026-01-13', until: '2026-01-13', shifts: [] }],
    },
  ],
}

/** Calendars of tests: 0 without pauses, 1 the standard one, 2 nights, 3 the standard one on another clock. */
export const CALENDARS: CalendarTable = joinTables([
  ALWAYS.table,
  compiled(STANDARD_CALENDAR, 'UTC'),
  compiled(NIGHTS, 'Europe/Berlin'),
  compiled(STANDARD_CALENDAR, 'America/New_York'),
])

function compiled(source: CalendarSource, zone: string): CalendarTable {
  const calendar = compileCalendar(source, { zone })
  if (isCalendarProblem(calendar)) throw new Error(calendar.sentence)
  return calendar.table
}
