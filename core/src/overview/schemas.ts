import { z } from 'zod'
import { indicatorSchema } from '../portfolio/index.ts'

const day = z.string().describe('Calendar day, YYYY-MM-DD')
/** The lights of the health. */
export const LIGHTS = ['red', 'amber', 'unknown', 'green'] as const
const light = z.enum(LIGHTS)

/** A project of the overview. */
export const overviewRowSchema = z.object({
  project: z.object({
    id: z.string(),
    name: z.string(),
    program: z.string().optional(),
    portfolio: z.string().optional().describe('By its own word, or that of its program'),
    manager: z.string().optional(),
    sponsor: z.string().optional(),
    tags: z.array(z.string()).readonly(),
    phase: z.string().optional(),
  }),
  health: indicatorSchema.describe('The worst light of its parts; unknown is never green'),
  parts: z.array(indicatorSchema).readonly().describe('Dates, effort, cost, findings, freshness'),
  dates: z.object({
    committedFinish: day.optional(),
    baselineFinish: day.optional().describe('Of the baseline that counts'),
    scheduledFinish: day.optional().describe('As the schedule computes it'),
    deltaDays: z
      .int()
      .optional()
      .describe(
        'To the scheduled finish, from the committed one, else that of the baseline; positive is late',
      ),
    namedFinish: day.optional().describe('Latest day that its items name in their trackers'),
    namedDeltaDays: z.int().optional().describe('As deltaDays, to the named finish'),
    namedLaterDays: z
      .int()
      .optional()
      .describe(
        'Calendar days from the scheduled finish to the named one; positive: trackers name a later day',
      ),
  }),
  forecast: z.object({
    p50: day.optional(),
    p80: day.optional(),
    asOf: z.string().optional().describe('Instant of the data that it stands on'),
    unknown: z.string().optional().describe('Why there is none, as a sentence'),
  }),
  findings: z.object({
    open: z.int(),
    breach: z.int().describe('Open ones of severity error'),
    waived: z.int(),
    unknown: z.int().describe('Verdicts that could not be told'),
    asOf: z.string().optional().describe('Instant of the last check; absent: never, the numbers say nothing'),
  }),
  trend: z.array(z.object({ day, light })).readonly().describe('The last four weeks as they were kept'),
  freshness: indicatorSchema.shape.asOf,
})

/** A project in a list: a few hundred of them are one answer. */
export const listedRowSchema = overviewRowSchema.extend({
  health: indicatorSchema
    .pick({ state: true, light: true, because: true, coverage: true, actions: true })
    .describe('The worst light of its parts; unknown is never green. What it rests on: overview.project'),
  parts: z
    .array(indicatorSchema.pick({ id: true, state: true, light: true }))
    .readonly()
    .describe('Dates, effort, cost, findings, freshness'),
  trend: z
    .object({
      from: day.optional().describe('Day of the first letter; absent: no day was kept'),
      lights: z
        .string()
        .describe('A letter a day: g green, a amber, r red, u unknown, . a day of which nothing was kept'),
    })
    .describe('The last four weeks as they were kept'),
})

/** When the rows were made. */
export const asOfShape = {
  asOf: z.string().describe('Instant at which the rows were made'),
  isOutdated: z.boolean().describe('Something has changed since; newer rows are being made'),
}
