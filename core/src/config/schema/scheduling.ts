import { workItemType, day } from '@headless-pmo/sdk'
import { z } from 'zod'
import { identifier } from './identifier.ts'

const MINUTES_A_DAY = 480
const UNIT_MINUTES = { m: 1, h: 60, d: MINUTES_A_DAY, w: 5 * MINUTES_A_DAY } as const
const WORK = /^(\d{1,5}(?:\.\d{1,3})?)\s*([mhdw])$/

/** Working minutes of `90m`, `4h`, `3d` (8 hours each) or `2w` (5 days each); anything else is undefined. */
export function parseWorkText(text: string): number | undefined {
  const [, value, unit] = WORK.exec(text) ?? []
  if (value === undefined || unit === undefined) return undefined
  // The pattern lets no other unit through.
  return Number(value) * UNIT_MINUTES[unit as keyof typeof UNIT_MINUTES]
}

const workText = z
  .string({ error: 'is not an amount of work; write a number with m, h, d or w in quotes, e.g. "3d"' })
  .regex(WORK, {
    error: 'is not an amount of work; write a number with m, h, d (8 hours) or w (5 days), e.g. "3d"',
  })

/** A zone that this Node knows. */
const timeZone = z.string().refine(isTimeZone, {
  error: 'is not a time zone; write its IANA name, e.g. "Europe/Berlin"',
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** How the schedule over all projects is computed where trackers say nothing. */
export const scheduling = z.strictObject({
  timeZone: timeZone
    .optional()
    .describe('Zone of days and local times of containers that state none. Default UTC'),
  statusDate: day.optional().describe('First day on which work that has not begun may begin. Default: today'),
  calendar: identifier
    .optional()
    .describe(
      'Id of the calendar of items that have none. Default: the default one of `calendars`, else Monday to Friday, 8 hours',
    ),
  typeDefaults: z
    .partialRecord(workItemType, workText)
    .optional()
    .describe('Duration of items of which nothing is known, by type, e.g. { bug: "1d" }. Default 3d'),
  minimumSamples: z
    .int()
    .min(1)
    .optional()
    .describe('Finished items that a measured duration needs at least. Default 5'),
  nearCritical: workText.optional().describe('Total float up to which an item is near-critical. Default 5d'),
})
/**
 * How the schedule is computed where trackers say nothing, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const scheduling: SchedulingSettings = {
 *   timeZone: 'Europe/Berlin',
 *   typeDefaults: { story: '5d', bug: '1d' },
 *   nearCritical: '3d',
 * }
 * ```
 */
export type SchedulingSettings = z.infer<typeof scheduling>
