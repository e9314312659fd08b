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
  calendar: recordKey.optional().describe('Calendar of the project; absent: five days of eight hours'),
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
  cycles: z
    .array(z.array(recordKey).readonly())
    .readonly()
    .describe('Items that depend on each other in a ring, each ring once'),
})
/** See {@link scheduleFact}. */
export type ScheduleFact = Readonly<z.infer<typeof scheduleFact>>
