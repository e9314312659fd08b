import { z } from 'zod'
import { given, pageInput, pageOf, procedure, router, sortInput, restRoutes } from '../rpc/index.ts'
import { REPORT_SORTS } from './queries.ts'
import { REPORT_FORMATS } from './report-format.ts'
import { REPORTS } from './report-document.ts'
import { REPORT_REGISTRY } from './report-registry.ts'
import type { ReportService } from './service.ts'

const id = z.string().min(1)
const about = {
  report: z.enum(REPORTS),
  project: id.optional().describe('Of project-status'),
  portfolio: id.optional().describe('Of the others; absent: all projects'),
}
const format = z.enum(REPORT_FORMATS).default('json')

const rendered = z.object({
  report: z.enum(REPORTS),
  title: z.string(),
  asOf: z.string().describe('Instant of the data'),
  missing: z.array(z.string()).readonly().describe('What is missing in it, each a sentence'),
  format: z.enum(REPORT_FORMATS),
  text: z.string().describe('The whole report'),
})

const kept = z.object({
  id: z.string(),
  report: z.enum(REPORTS),
  scope: z.object({ kind: z.enum(['house', 'portfolio', 'project']), id: z.string() }),
  title: z.string(),
  decision: z.string().describe('The decision that it serves'),
  owner: z.string(),
  planned: z.string().optional().describe('Plan by which it was made; absent: somebody asked for it'),
  asOf: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  missing: z.int().describe('How many things are missing in it'),
})

/** Reports: which there are, what they say now, and those that were kept. */
export function reportsRouter(service: ReportService) {
  const rest = restRoutes('reports')
  return router({
    registry: procedure('viewer')
      .meta(
        rest('GET', '/reports/registry', 'Which reports there are, the decision each serves, and its plans'),
      )
      .input(z.object({}))
      .output(
        z.object({
          reports: z
            .array(
              z.object({
                report: z.enum(REPORTS),
                title: z.string(),
                decision: z.string(),
                owner: z.string(),
                scope: z.enum(['portfolio', 'project']),
              }),
            )
            .readonly(),
          plans: z
            .array(
              z.object({
                id: z.string(),
                report: z.enum(REPORTS),
                every: z.enum(['day', 'week', 'month']),
                weekday: z.string().optional(),
                time: z.string(),
                projects: z.array(z.string()).readonly().optional(),
                portfolio: z.string().optional(),
                owner: z.string(),
                decision: z.string(),
              }),
            )
            .readonly(),
        }),
      )
      .query(() => ({
        reports: REPORT_REGISTRY,
        plans: service
          .plans()
          .map(({ every = 'week', time = '07:00', ...plan }) => ({ ...plan, every, time })),
      })),
    list: procedure('viewer')
      .meta(rest('GET', '/reports', 'Reports that were kept, the newest first'))
      .input(
        z.object({
          ...about,
          report: about.report.optional(),
          ...sortInput(REPORT_SORTS, 'the newest first'),
          ...pageInput,
        }),
      )
      .output(pageOf(kept))
      .query(({ input: { report, project, portfolio, ...page } }) =>
        service.list({ ...page, ...given({ report, project, portfolio }) }),
      ),
    get: procedure('viewer')
      .meta(rest('GET', '/reports/now/{report}', 'A report of now, or the last one kept of an earlier time'))
      .input(
        z.object({
          ...about,
          format,
          asOf: z
            .string()
            .optional()
            .describe('A day (its end) or an instant: the last report kept until then'),
        }),
      )
      .output(rendered)
      .query(({ input: { report, format: as, ...rest } }) =>
        service.get({ report, format: as, ...given(rest) }),
      ),
    kept: procedure('viewer')
      .meta(rest('GET', '/reports/{id}', 'A report that was kept'))
      .input(z.object({ id, format }))
      .output(rendered)
      .query(({ input }) => service.kept(input.id, input.format)),
    make: procedure('contributor')
      .meta(rest('POST', '/reports', 'Make a report of now and keep it'))
      .input(z.object(about))
      .output(z.object({ id: z.string() }))
      .mutation(({ input: { report, ...rest }, ctx }) =>
        service.make({ report, by: ctx.principal.name, ...given(rest) }),
      ),
  })
}
