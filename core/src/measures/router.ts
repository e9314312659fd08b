import { z } from 'zod'
import { indicatorSchema } from '../portfolio/index.ts'
import { given, procedure, router } from '../rpc/index.ts'
import { MEASURES, type MeasureService } from './service.ts'

/** Earned value, earned schedule, budget, flow and delivery of projects. */
export function measuresRouter(service: MeasureService) {
  return router({
    get: procedure('viewer')
      .meta({
        openapi: {
          method: 'GET',
          path: '/measures/{project}',
          summary:
            'Earned value, earned schedule, budget, flow and delivery of a project, with what they rest on',
          tags: ['measures'],
        },
      })
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
