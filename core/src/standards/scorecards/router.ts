import { z } from 'zod'
import { given, pageInput, pageOf, procedure, router, sortInput, restRoutes } from '../../rpc/index.ts'
import { SCORECARD_SORTS, type ScorecardService } from './service.ts'

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
  const rest = restRoutes('standards')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/scorecards', 'Projects beside each other: the highest level first'))
      .input(
        z.object({
          portfolio: z.string().optional().describe('Id of a portfolio'),
          program: z.string().optional().describe('Id of a program'),
          ...sortInput(SCORECARD_SORTS, 'the highest level first, of each the highest score'),
          ...pageInput,
        }),
      )
      .output(pageOf(z.object(scored)).extend({ total: count }))
      .query(({ input: { portfolio, program, ...page } }) =>
        service.list({ ...page, ...given({ portfolio, program }) }),
      ),
    get: procedure('viewer')
      .meta(
        rest('GET', '/scorecards/{project}', 'Levels and score of a project, rule by rule, and their course'),
      )
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
