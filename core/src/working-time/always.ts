import { tableOf } from './build-table.ts'
import { WEEK } from './calendar-table.ts'
import { workingCalendar, type WorkingCalendar } from './working-calendar.ts'

/** The calendar of elapsed time: 24 hours a day, every day. */
export const ALWAYS: WorkingCalendar = workingCalendar(
  { id: 'always', name: '24 hours', zone: 'UTC' },
  tableOf({ firstWeek: 0, rows: [], before: [0, WEEK], after: [0, WEEK] }),
)
