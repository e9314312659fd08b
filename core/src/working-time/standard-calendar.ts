import type { CalendarSource } from './calendar-source.ts'

/** What holds where nobody states a calendar: Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
export const STANDARD_CALENDAR: CalendarSource = {
  // In parentheses: no calendar of a tracker or of the house is called so.
  id: '(standard)',
  name: 'Standard',
  chain: [
    {
      week: [1, 2, 3, 4, 5].map((weekday) => ({
        weekday,
        shifts: [
          { from: '08:00', to: '12:00' },
          { from: '13:00', to: '17:00' },
        ],
      })),
    },
  ],
}
