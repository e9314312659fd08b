import { z } from 'zod'
import { day, recordBase, reference } from './common.ts'

/**
 * Working hours of a day as local clock times, `HH:mm`; `to` may be 24:00.
 *
 * @example
 * ```ts
 * const morning: z.input<typeof shift> = { from: '08:00', to: '12:00' }
 * ```
 */
export const shift = z.strictObject({
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
})

/**
 * When an exception repeats; absent: every day from `from` to `until`.
 *
 * @example
 * ```ts
 * // The second Friday of every month.
 * const closed: z.input<typeof recurrence> = { every: 'month', position: 2, positionDay: 'friday' }
 * ```
 */
export const recurrence = z.strictObject({
  every: z.enum(['day', 'weekday', 'week', 'month', 'year']),
  interval: z.int().min(1).default(1).describe('Every how many days, weeks, months or years'),
  weekdays: z.array(z.int().min(1).max(7)).optional().describe('1 Monday … 7 Sunday'),
  dayOfMonth: z.int().min(1).max(31).optional(),
  month: z.int().min(1).max(12).optional(),
  position: z
    .int()
    .min(-1)
    .max(4)
    .optional()
    .describe('Which of the weekdays in the month: 1 to 4, −1 the last'),
  positionDay: z
    .enum([
      'day',
      'weekday',
      'weekend_day',
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
      'saturday',
      'sunday',
    ])
    .optional(),
  occurrences: z.int().min(1).optional(),
  weekStart: z
    .int()
    .min(1)
    .max(7)
    .optional()
    .describe('Day on which the weeks that `interval` counts begin, 1 Monday … 7 Sunday; absent: Monday'),
})

/**
 * Working time: a week pattern, exceptions to it, and the calendar it is derived from.
 *
 * @example
 * ```ts
 * const office = {
 *   kind: 'calendar',
 *   ref: 'calendar/1',
 *   name: 'Office',
 *   week: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, shifts: [{ from: '09:00', to: '17:00' }] })),
 *   exceptions: [{ name: 'New Year', from: '2026-01-01', until: '2026-01-01', shifts: [] }],
 * } satisfies RecordInput
 * ```
 */
export const calendar = z.strictObject({
  kind: z.literal('calendar'),
  ...recordBase,
  container: reference.optional(),
  name: z.string(),
  base: z.string().optional().describe('Ref of the calendar whose days hold where this one says nothing'),
  isBase: z.boolean().optional(),
  week: z
    .array(
      z.strictObject({
        weekday: z.int().min(1).max(7).describe('1 Monday … 7 Sunday'),
        shifts: z.array(shift),
      }),
    )
    .describe(
      'Days that this calendar defines; empty shifts: not a working day; a day not named comes from the base',
    ),
  workWeeks: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        from: day,
        until: day,
        week: z.array(z.strictObject({ weekday: z.int().min(1).max(7), shifts: z.array(shift) })),
      }),
    )
    .optional()
    .describe('Week patterns for a period, stronger than `week`'),
  exceptions: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        from: day,
        until: day,
        shifts: z.array(shift).describe('Empty: no work'),
        recurrence: recurrence.optional(),
      }),
    )
    .optional(),
})
/** A checked calendar. The shape of {@link calendar}. */
export type Calendar = z.infer<typeof calendar>
