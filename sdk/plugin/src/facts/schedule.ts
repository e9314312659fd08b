import { z } from 'zod'
import { recordKey } from '../check/record-key.ts'
import { instant, when } from '../model/common.ts'

/**
 * What the schedule of a project says about one of its items: the passes of the critical path method.
 *
 * @example
 * ```ts
 * const isLate = (item: ScheduledItem): boolean => item.totalFloat < 0 // minutes of working time
 * ```
 */
export const scheduledItem = z.object({
  item: recordKey,
  earlyStart: when.describe('Earliest start, in the zone of its container where it is a local time'),
  earlyFinish: when,
  lateStart: when.describe('Latest start that does not move the finish of the project'),
  lateFinish: when,
  totalFloat: z
    .number()
    .describe('Minutes of working time in `calendar` by which it may slip; negative: already too late'),
  freeFloat: z.number().describe('Minutes of working time by which it may slip without moving a successor'),
  duration: z
    .number()
    .min(0)
    .optional()
    .describe('Whole duration in minutes of working time in `calendar`; absent: not computed'),
  assumed: z
    .string()
    .optional()
    .describe('What its duration was taken from where nobody stated one, as a sentence'),
  summary: z.boolean().optional().describe('It sums up items below it and has no duration of its own'),
  remaining: z.number().min(0).describe('Remaining duration in minutes of working time in `calendar`'),
  calendar: recordKey.optional().describe('Calendar that its minutes count in; absent: that of the schedule'),
  minutesPerDay: z.number().positive().describe('Working minutes that make a day in that calendar, e.g. 480'),
  critical: z
    .boolean()
    .describe('On the critical path: total float at or below the threshold of the project'),
})
/** See {@link scheduledItem}. */
export type ScheduledItem = Readonly<z.infer<typeof scheduledItem>>

/**
 * A link that the schedule of a project honours, with at least one end in the project.
 *
 * @example
 * ```ts
 * const isLead = ({ lag }: ScheduledLink): boolean => lag !== undefined && lag.amount < 0
 * ```
 */
export const scheduledLink = z.object({
  from: recordKey.describe('The predecessor'),
  to: recordKey.describe('The successor'),
  type: z.enum(['FS', 'SS', 'FF', 'SF']),
  lag: z
    .object({
      amount: z.number().describe('Negative: a lead'),
      unit: z
        .enum(['working', 'elapsed', 'percent'])
        .describe('Minutes, or percent of the duration of the predecessor'),
    })
    .optional()
    .describe('Absent: none'),
  record: recordKey.optional().describe("The tracker's own record of it"),
  origin: z
    .enum(['tracker', 'stated', 'found', 'milestone'])
    .describe(
      'tracker: it holds the link; stated: by the PMO; found: in a text, and confirmed; milestone: a member precedes it',
    ),
  external: z.boolean().describe('One of its ends lies in another project, or outside what is synced'),
  given: z
    .object({ predecessor: when.optional(), successor: when.optional() })
    .optional()
    .describe('Dates that the tracker of the link holds of an end that is not its own'),
  own: z
    .object({ predecessor: when.optional(), successor: when.optional() })
    .optional()
    .describe(
      'The same dates as the ends have them in their own schedules: the finish of the predecessor, the start of the successor',
    ),
})
/** See {@link scheduledLink}. */
export type ScheduledLink = Readonly<z.infer<typeof scheduledLink>>

/**
 * The computed schedule of one project.
 *
 * @example
 * ```ts
 * const critical = (schedule: ScheduleFact) => schedule.items.filter((item) => item.critical)
 * ```
 */
export const scheduleFact = z.object({
  project: z.string().describe('Id of the project'),
  computedAt: instant,
  statusDate: when.describe('Up to when progress is recorded; what is left is scheduled after it'),
  start: when,
  finish: when.describe('Early finish of the last item'),
  calendar: recordKey
    .optional()
    .describe(
      'Calendar of the project where a tracker holds it; absent: one of the house, or none is stated',
    ),
  calendarStated: z
    .boolean()
    .optional()
    .describe(
      'Whether a tracker or the house has stated the calendar of the project; false: five days of eight hours count; absent: not told',
    ),
  minutesPerDay: z.number().positive(),
  items: z
    .array(scheduledItem)
    .readonly()
    .describe(
      'Every item that is scheduled: leaves; finished ones, with their actual dates; summaries, with those they sum up',
    ),
  unscheduled: z
    .array(z.object({ item: recordKey, reason: z.string() }))
    .readonly()
    .describe('Items of the project that could not be scheduled, and why'),
  links: z.array(scheduledLink).readonly().optional().describe('Absent: not told'),
  duration: z
    .number()
    .min(0)
    .optional()
    .describe(
      "Minutes of working time in the project's calendar from the start to the finish; absent: not told",
    ),
  length: z
    .number()
    .min(0)
    .optional()
    .describe("Minutes of working time in the project's calendar from the status date to the finish"),
  promised: z
    .object({
      finish: when,
      by: z
        .enum(['baseline', 'commitment'])
        .describe('What promises it: the latest baseline, else what was committed'),
      float: z
        .number()
        .describe(
          "Minutes of working time in the project's calendar from the finish to it; negative: the finish is later",
        ),
    })
    .optional()
    .describe('The finish that was promised; absent: none'),
  cycles: z
    .array(z.array(recordKey).readonly())
    .readonly()
    .describe('Items that depend on each other in a ring, each ring once'),
})
/** See {@link scheduleFact}. */
export type ScheduleFact = Readonly<z.infer<typeof scheduleFact>>
