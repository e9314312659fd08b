import { z } from 'zod'
import { identifier } from './identifier.ts'

/** A report that is made by schedule. */
export const plannedReport = z
  .strictObject({
    id: identifier,
    report: z.enum(['portfolio-status', 'project-status', 'standards'], {
      error: 'is no report; write portfolio-status, project-status or standards',
    }),
    every: z.enum(['day', 'week', 'month']).optional().describe('Default week; month: on its first day'),
    weekday: z
      .enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
      .optional()
      .describe('Of a weekly one. Default monday'),
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'is no time; write it as "07:00"' })
      .optional()
      .describe('In the zone of settings.scheduling.timeZone. Default 07:00'),
    projects: z.array(identifier).min(1).optional().describe('Of project-status; absent: all, a report each'),
    portfolio: identifier.optional().describe('Of the others; absent: all projects'),
    owner: z.string().min(1).describe('Who answers for it'),
    decision: z.string().min(1).describe('What is decided by it: a report without a decision is not read'),
    notify: z.boolean().optional().describe('Tell notifiers (report.ready). Default true'),
  })
  .refine(({ every, weekday }) => weekday === undefined || every === undefined || every === 'week', {
    path: ['weekday'],
    error: 'is only for a weekly report; leave it out, or write every: "week"',
  })
/**
 * A report that is made by schedule, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const weekly: PlannedReport = {
 *   id: 'weekly',
 *   report: 'portfolio-status',
 *   weekday: 'friday',
 *   time: '12:00',
 *   owner: 'Mara Lindt',
 *   decision: 'Which projects get help next week',
 * }
 * ```
 */
export type PlannedReport = z.infer<typeof plannedReport>
