import { z } from 'zod'
import { indicatorSchema } from '../portfolio/index.ts'
import { given, procedure, router, restRoutes } from '../rpc/index.ts'
import {
  agingSchema,
  burnUpSchema,
  cumulativeFlowSchema,
  cycleTimesSchema,
  valueCurvesSchema,
} from './curves/schemas.ts'
import { CurveService } from './curves/service.ts'
import { MEASURES } from './measure-family.ts'
import type { MeasureService } from './service.ts'

/** A quarter: what a chart shows unless it is asked for more. */
const USUAL_DAYS = 91
const MOST_DAYS = 1100
const MOST_WEEKS = 156

const ofProject = {
  project: z.string().min(1),
  asOf: z.string().optional().describe('As it was then: an instant, or a day (its end), e.g. 2026-01-31'),
}
const byDays = z.object({
  ...ofProject,
  days: z.int().min(1).max(MOST_DAYS).default(USUAL_DAYS).describe('Days up to the last point'),
})
const byWeeks = z.object({
  ...ofProject,
  weeks: z
    .int()
    .min(1)
    .max(MOST_WEEKS)
    .optional()
    .describe('Whole weeks of finished items before the present one; absent: 13, as the figures of flow'),
})

const rest = restRoutes('measures')

/** Earned value, earned schedule, budget, flow and delivery of projects. */
export function measuresRouter(service: MeasureService) {
  const curves = new CurveService(service)
  const curve = (path: string, summary: string) => rest('GET', `/measures/{project}/${path}`, summary)
  return router({
    cumulativeFlow: procedure('viewer')
      .meta(curve('cumulative-flow', 'Items of a project by state, day by day'))
      .input(byDays)
      .output(cumulativeFlowSchema)
      .query(({ input: { project, days, ...when } }) =>
        curves.cumulativeFlow({ project, days, ...given(when) }),
      ),
    cycleTimes: procedure('viewer')
      .meta(curve('cycle-times', 'How long finished items took, each by its finish, with percentiles'))
      .input(byWeeks)
      .output(cycleTimesSchema)
      .query(({ input: { project, ...rest } }) => curves.cycleTimes({ project, ...given(rest) })),
    aging: procedure('viewer')
      .meta(curve('aging', 'Items in progress by status and age, against the pace of what was finished'))
      .input(byWeeks)
      .output(agingSchema)
      .query(({ input: { project, ...rest } }) => curves.aging({ project, ...given(rest) })),
    burnUp: procedure('viewer')
      .meta(curve('burn-up', 'Scope and what is done of it, day by day, with a forecast cone'))
      .input(byDays)
      .output(burnUpSchema)
      .query(({ input: { project, days, ...when } }) => curves.burnUp({ project, days, ...given(when) })),
    valueCurves: procedure('viewer')
      .meta(curve('value-curves', 'Planned value, earned value and actual cost of a project by day'))
      .input(z.object(ofProject))
      .output(valueCurvesSchema)
      .query(({ input: { project, ...rest } }) => curves.valueCurves({ project, ...given(rest) })),
    get: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/measures/{project}',
          'Earned value, earned schedule, budget, flow and delivery of a project, with what they rest on',
        ),
      )
      .input(
        z.object({
          project: z.string().min(1),
          family: z.enum(MEASURES).optional().describe('Only these; absent: all'),
          asOf: z
            .string()
            .optional()
            .describe('As it was then: an instant, or a day (its end), e.g. 2026-01-31'),
        }),
      )
      .output(
        z.object({
          project: z.object({ id: z.string(), name: z.string() }),
          indicators: z.array(indicatorSchema).readonly(),
        }),
      )
      .query(({ input: { project, ...question } }) => service.measures(project, given(question))),
  })
}
