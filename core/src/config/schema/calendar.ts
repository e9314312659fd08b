import { calendar as calendarRecord, day, shift } from '@headless-pmo/sdk'
import { z } from 'zod'
import { identifier } from './identifier.ts'
import { forward, timeZone } from './period.ts'

const record = calendarRecord.shape

/** Days on which other hours hold than the week says. */
export const calendarException = forward(
  z.strictObject({
    name: z.string().optional(),
    from: day.describe('First day, YYYY-MM-DD'),
    until: day.optional().describe('Last day; absent: one day'),
    shifts: z.array(shift).optional().describe('Working hours; absent: no work'),
    recurrence: record.exceptions.unwrap().element.shape.recurrence,
  }),
)

/** Working time of people: a week, and the days that differ from it. */
export const calendar = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  base: identifier.optional().describe('Id of the calendar whose days hold where this one says nothing'),
  zone: timeZone
    .optional()
    .describe('IANA time zone of its hours, e.g. "Europe/Berlin"; absent: that of the settings, else UTC'),
  isDefault: z
    .boolean()
    .optional()
    .describe('Holds for everybody of whom nothing else is known; one at most'),
  week: record.week
    .optional()
    .describe('Hours by day of the week; absent: Monday to Friday, 8 hours, or the base'),
  workWeeks: z
    .array(forward(record.workWeeks.unwrap().element))
    .optional()
    .describe('Weeks of other hours for a time'),
  exceptions: z.array(calendarException).optional().describe('Holidays and other days that differ'),
})
/**
 * Working time of people, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const office: CalendarDefinition = {
 *   id: 'office',
 *   name: 'Office',
 *   zone: 'Europe/Berlin',
 *   week: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, shifts: [{ from: '09:00', to: '17:00' }] })),
 *   exceptions: [{ name: 'New Year', from: '2026-01-01' }],
 * }
 * ```
 */
export type CalendarDefinition = z.infer<typeof calendar>
