import { z } from 'zod'
import { indicatorSchema } from '../../portfolio/index.ts'

const day = z.string().describe('Calendar day in UTC')

/** What every curve says of itself. */
const reply = {
  project: z.object({ id: z.string(), name: z.string() }),
  asOf: z.string().describe('Instant that the last point, or today’s, is told of'),
  sources: indicatorSchema.shape.asOf.describe('Until when each source is known'),
  coverage: indicatorSchema.shape.coverage,
  assumptions: z.array(z.string()).readonly().describe('What was taken for granted, each a sentence'),
  unknown: z.string().optional().describe('Why nothing can be told; absent: something can'),
  unit: z.string().describe('items, days, minutes, points, or a currency'),
  rows: z
    .object({ procedure: z.string(), input: z.record(z.string(), z.string()) })
    .optional()
    .describe(
      'The procedure that lists the rows behind a point; the word day in its input stands for the day of the point',
    ),
}

const item = {
  connection: z.string(),
  ref: z.string(),
  key: z.string().optional(),
  title: z.string(),
  url: z.string().optional().describe('Where people look at it in its tracker'),
}

const percentiles = z
  .object({
    samples: z.int(),
    p50: z.number(),
    p70: z.number(),
    p85: z.number(),
    p95: z.number(),
  })
  .describe('Days that a share of the items did not exceed (nearest rank)')

/** Items by state, day by day. */
export const cumulativeFlowSchema = z.object({
  ...reply,
  points: z
    .array(
      z.object({
        day,
        todo: z.int(),
        inProgress: z.int(),
        done: z.int(),
        cancelled: z.int(),
        unknown: z
          .int()
          .describe('Nothing tells whether they were there, or in which state; in no other count'),
      }),
    )
    .readonly(),
})

/** Cycle times of finished items. */
export const cycleTimesSchema = z.object({
  ...reply,
  from: day.describe('First day of the window'),
  points: z
    .array(
      z.object({
        ...item,
        finished: z.string().describe('Instant'),
        days: z.number().describe('Elapsed days from begin to finish'),
      }),
    )
    .readonly(),
  percentiles: percentiles.optional(),
})

/** Work in progress by status and age. */
export const agingSchema = z.object({
  ...reply,
  from: day.describe('First day of the window of finished items'),
  points: z
    .array(
      z.object({
        ...item,
        status: z.string().optional().describe('In the tracker’s word'),
        days: z.number().optional().describe('Elapsed days since work began; absent: nothing tells when'),
        blockedSince: z.string().optional().describe('Instant'),
        isOld: z
          .boolean()
          .optional()
          .describe('Older than 85 % of the finished items took; absent: too few of them, or no age'),
      }),
    )
    .readonly(),
  statuses: z
    .array(
      z.object({
        status: z.string(),
        left: percentiles.optional().describe('Ages at which finished items left it for the last time'),
      }),
    )
    .readonly()
    .describe('In the order in which items come through them'),
  cycle: percentiles.optional(),
})

/** Scope and done with a cone. */
export const burnUpSchema = z.object({
  ...reply,
  points: z
    .array(
      z.object({
        day,
        scope: z.int().describe('All but what was cancelled'),
        done: z.int(),
        unknown: z.int(),
      }),
    )
    .readonly(),
  cone: z
    .array(z.object({ day, p10: z.int(), p50: z.int(), p90: z.int() }))
    .readonly()
    .describe('Items done in all that 10, 50 and 90 % of all courses stay at or below, by week'),
  finish: z
    .object({ p10: day.optional(), p50: day.optional(), p90: day.optional() })
    .describe('First day, by whole weeks, by which all is done with at least this chance; absent: not told'),
  coneUnknown: z.string().optional().describe('Why there is no cone'),
  throughput: z
    .array(z.object({ week: day.describe('Its Monday'), finished: z.int() }))
    .readonly()
    .describe('What the cone rests on'),
})

/** Planned value, earned value and actual cost by day. */
export const valueCurvesSchema = z.object({
  ...reply,
  today: day,
  points: z
    .array(
      z.object({
        day,
        planned: z.number().optional(),
        earned: z.number().optional().describe('Absent after today, and where not told'),
        actual: z.number().optional().describe('Absent after today, and where not told'),
      }),
    )
    .readonly(),
  budgetAtCompletion: z.number().optional(),
  estimateAtCompletion: z.number().optional().describe('Budget ÷ cost index, as the figure earned-value.eac'),
  estimateUnknown: z.string().optional().describe('Why there is no estimate'),
  method: z.string().describe('How value is earned'),
  baseline: z.object({ number: z.int(), name: z.string() }).optional(),
})
