import { z } from 'zod'
import { given, pageInput, pageOf, procedure, router, sortInput, restRoutes } from '../../rpc/index.ts'
import { RUN_SORTS } from './queries.ts'
import { RESULT_SORTS, RESULT_VERDICTS } from './queries-results.ts'
import type { StandardsService } from './service.ts'

const severity = z
  .enum(['info', 'warning', 'error'])
  .describe('How bad a failure is, as it is set for the project')

const count = z.int().min(0)

const counts = z
  .object({ pass: count, fail: count, notApplicable: count, unknown: count, error: count })
  .describe('Subjects by verdict: items of a rule about items, else the project or the portfolio')

const figure = z
  .object({
    value: z.number(),
    unit: z.enum(['share', 'ratio', 'count', 'days', 'working_days', 'money']),
    part: z.number().optional(),
    whole: z.number().optional(),
    limit: z.number().optional(),
    within: z.enum(['at_most', 'at_least']).optional(),
  })
  .describe('What the verdict was measured by, before rounding')

const subject = z.union([
  z.object({
    grain: z.literal('item'),
    record: z.object({ connection: z.string(), kind: z.string(), ref: z.string() }),
    project: z.string().optional(),
  }),
  z.object({ grain: z.literal('project'), project: z.string() }),
  z.object({ grain: z.literal('portfolio') }),
])

const undecided = z.object({
  verdict: z.enum(['unknown', 'error']),
  fault: z.enum(['threw', 'answer', 'evidence', 'keys', 'limit', 'unusable']).optional(),
  message: z.string().describe('Why, as a sentence'),
  count,
  examples: z.array(subject).readonly().describe('Some of them, at most 20'),
})

const run = z.object({
  id: z.string(),
  trigger: z.enum(['sync', 'day', 'rules', 'request']),
  scope: z.enum(['all', 'affected', 'asked']),
  dry: z.boolean().describe('Nothing was kept'),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  reason: z.string().optional().describe('Why it failed or was called off'),
  startedAt: z.string().describe('Instant'),
  finishedAt: z.string().optional(),
  today: z.string().describe('The day that was judged, YYYY-MM-DD'),
  units: count.describe('Projects that were judged, the items of none and the portfolio counted as one each'),
  rules: count.describe('Rules that judged at least one of them'),
  counts: counts.describe('Verdicts of all rules together'),
  findings: z.object({ opened: count, resolved: count, reopened: count }),
})

const about = {
  rule: z.string(),
  title: z.string().optional().describe('The rule as a sentence; absent: it is no longer there'),
  pack: z.string().optional().describe('The plugin that contributes it, or "house"'),
}

const result = z.object({
  ...about,
  unit: z.string().describe('project/<id>, unassigned or portfolio'),
  project: z.string().optional(),
  version: z.string().describe('Version of the rule that judged'),
  severity,
  counts,
  figure: figure.optional(),
  message: z.string().optional().describe('What it said of the project or the portfolio as a whole'),
  undecided: z.array(undecided).readonly().describe('What it could not judge, by the reason'),
  since: z.string().describe('Instant since when it says so'),
  judgedAt: z.string().optional().describe('Instant at which the project was judged last'),
})

const totals = z.object({
  ...about,
  units: count,
  counts,
  open: count.describe('Findings that nobody has accepted'),
  waived: count.describe('Findings under a waiver; they are counted as failures, too'),
  unconfirmed: count.describe('Of both: the rule could not judge again what they are about'),
})

const previewed = z.object({
  ...about,
  unit: z.string(),
  project: z.string().optional(),
  version: z.string(),
  severity,
  counts,
  figure: figure.optional(),
  message: z.string().optional(),
  failures: z
    .array(z.object({ key: z.string(), message: z.string(), subject }))
    .readonly()
    .describe('The first failures, at most 50 of a rule and project'),
  undecided: z.array(undecided).readonly(),
})

const point = z.object({
  at: z.string().describe('Instant'),
  today: z.string().describe('The day that was judged'),
  version: z.string().optional(),
  counts,
  figure: figure.optional().describe('Where one project is asked for'),
  inForce: z.boolean(),
  units: count.describe('Projects that it judged'),
})

const ids = z.array(z.string().min(1)).max(1000)

/** Runs of the rules and what they say, over HTTP and tRPC. */
export function standardsRouter(service: StandardsService) {
  const rest = restRoutes('standards')
  return router({
    check: procedure('contributor')
      .meta(rest('POST', '/standards/check', 'Run the rules over what may be judged otherwise than before'))
      .input(
        z.object({
          projects: ids.optional().describe('Ids of projects; absent: everything'),
          rules: ids.optional().describe('Ids of rules; absent: all that are in force'),
          packs: ids.optional().describe('Rules of these plugins, or "house"'),
          full: z.boolean().optional().describe('Everything, also what cannot have changed'),
          dry: z.boolean().optional().describe('Keep nothing, and tell what would be found'),
        }),
      )
      .output(z.object({ run, outcomes: z.array(previewed).readonly().optional().describe('Of a dry run') }))
      .mutation(({ input, signal }) =>
        service.asked({ ...given(input), ...(signal !== undefined && { signal }) }),
      ),
    cancel: procedure('contributor')
      .meta(rest('POST', '/standards/runs/{id}/cancel', 'Call a run off'))
      .input(z.object({ id: z.string().min(1) }))
      .output(z.object({ cancelled: z.boolean().describe('false: it is not under way') }))
      .mutation(({ input }) => ({ cancelled: service.cancel(input.id) })),
    runs: procedure('viewer')
      .meta(rest('GET', '/standards/runs', 'Runs of the rules, the latest first'))
      .input(z.object({ ...sortInput(RUN_SORTS, 'the latest first'), ...pageInput }))
      .output(pageOf(run))
      .query(({ input }) => service.listRuns(input)),
    run: procedure('viewer')
      .meta(rest('GET', '/standards/runs/{id}', 'One run, also while it is under way'))
      .input(z.object({ id: z.string().min(1) }))
      .output(run)
      .query(({ input }) => service.run(input.id)),
    results: procedure('viewer')
      .meta(rest('GET', '/standards/results', 'What each rule says of each project now'))
      .input(
        z.object({
          projects: ids.optional(),
          rules: ids.optional(),
          packs: ids.optional().describe('Rules of these plugins, or "house"'),
          verdict: z.enum(RESULT_VERDICTS).optional().describe('Those with at least one subject of it'),
          ...sortInput(RESULT_SORTS, 'by unit and rule'),
          ...pageInput,
        }),
      )
      .output(pageOf(result))
      .query(({ input: { limit, ...rest } }) => service.results({ ...given(rest), limit })),
    totals: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/standards/totals',
          'Verdicts of each rule, added up over projects, with the findings that stand',
        ),
      )
      .input(z.object({ projects: ids.optional(), rules: ids.optional(), packs: ids.optional() }))
      .output(z.object({ items: z.array(totals).readonly() }))
      .query(({ input }) => service.totals(given(input))),
    trend: procedure('viewer')
      .meta(rest('GET', '/standards/trend', 'The course of a rule: a point wherever it says otherwise'))
      .input(z.object({ rule: z.string().min(1), projects: ids.optional().describe('Absent: all together') }))
      .output(z.object({ items: z.array(point).readonly() }))
      .query(async ({ input }) => ({
        items: await service.trend({ rule: input.rule, ...given({ projects: input.projects }) }),
      })),
  })
}
