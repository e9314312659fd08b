import { z } from 'zod'
import { countingCursor, fieldsInput, given, procedure, router } from '../../rpc/index.ts'
import type { ScorecardService } from './service.ts'

const count = z.int()
const counts = {
  pass: count,
  fail: count,
  notApplicable: count,
  unknown: count,
  error: count,
}
const scored = {
  project: z.string(),
  name: z.string(),
  asOf: z.string().optional().describe('Instant at which it was judged last; absent: never'),
  level: count.describe('The highest level that is reached with all below it; 0: none'),
  levelName: z.string().optional(),
  levels: z
    .array(
      z.object({
        number: count,
        name: z.string(),
        state: z.enum(['reached', 'missed', 'unknown']),
        missing: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  score: z
    .number()
    .optional()
    .describe(
      '0 to 1: mean of the shares that pass, by the weights of the rules; absent: nothing was judged',
    ),
  totals: z.object({ ...counts, waived: count.describe('Among the failures') }),
}
const rule = z.object({
  rule: z.string(),
  title: z.string().optional(),
  severity: z.enum(['info', 'warning', 'error']).optional(),
  counts: z.object(counts),
  waived: count,
  weight: z.number(),
  share: z.number().optional().describe('Passes ÷ all that was judged, unknown included'),
})
const point = z.object({
  day: z.string(),
  level: count,
  score: z.number().optional(),
  pass: count,
  fail: count,
  unknown: count.describe('With what ended in an error'),
})

/** How far projects keep the standards. */
export function scorecardsRouter(service: ScorecardService) {
  const meta = (path: `/${string}`, summary: string) => ({
    openapi: { method: 'GET' as const, path, summary, tags: ['standards'] },
  })
  return router({
    list: procedure('viewer')
      .meta(meta('/scorecards', 'Projects beside each other: the highest level first'))
      .input(
        z.object({
          portfolio: z.string().optional().describe('Id of a portfolio'),
          program: z.string().optional().describe('Id of a program'),
          ...fieldsInput,
          cursor: countingCursor,
          limit: z.int().min(1).max(500).default(50),
        }),
      )
      .output(
        z.object({
          items: z.array(z.object(scored)).readonly(),
          total: count,
          next: z.string().optional(),
        }),
      )
      .query(async ({ input: { cursor, limit, ...filter } }) => {
        const { items, total, next } = await service.list({
          ...given(filter),
          limit,
          ...(cursor !== undefined && { after: Number(cursor) }),
        })
        return { items, total, ...(next !== undefined && { next: String(next) }) }
      }),
    get: procedure('viewer')
      .meta(meta('/scorecards/{project}', 'Levels and score of a project, rule by rule, and their course'))
      .input(z.object({ project: z.string().min(1) }))
      .output(
        z.object({
          ...scored,
          rules: z.array(rule).readonly(),
          trend: z.array(point).readonly().describe('A point a week, the oldest first'),
        }),
      )
      .query(({ input }) => service.get(input.project)),
  })
}
