import { z } from 'zod'
import { indicatorSchema } from '../portfolio/index.ts'
import { given, pageInput, pageOf, procedure, router, restRoutes } from '../rpc/index.ts'
import { OVERVIEW_SORTS } from './overview-page.ts'
import { asOfShape, LIGHTS, listedRowSchema, overviewRowSchema } from './schemas.ts'
import type { OverviewService } from './service.ts'

/** Filters of the overview. */
export const overviewFilter = {
  portfolio: z.string().min(1).optional(),
  program: z.string().min(1).optional(),
  tag: z.string().min(1).optional(),
  manager: z.string().min(1).optional(),
  health: z.enum(LIGHTS).optional(),
  text: z.string().min(1).max(200).optional().describe('Part of the name or id'),
}

/** The health of projects: all of them beside each other, and one with everything that it is made of. */
export function overviewRouter(service: OverviewService) {
  const rest = restRoutes('overview')
  return router({
    projects: procedure('viewer')
      .meta(
        rest('GET', '/overview/projects', 'Projects with their health, dates, forecast, findings and trend'),
      )
      .input(
        z.object({
          ...overviewFilter,
          ...pageInput,
          sort: z.enum(OVERVIEW_SORTS).default('health').describe('What has no value comes last'),
          direction: z
            .enum(['ascending', 'descending'])
            .optional()
            .describe('Default: ascending; of the health descending, the worst first'),
        }),
      )
      .output(pageOf(listedRowSchema).extend({ ...asOfShape, total: z.int() }))
      .query(({ input: { limit, ...question } }) => service.projects({ limit, ...given(question) })),
    project: procedure('viewer')
      .meta(rest('GET', '/overview/projects/{id}', 'One project with its health and all that it is made of'))
      .input(z.object({ id: z.string().min(1) }))
      .output(
        overviewRowSchema.extend({
          ...asOfShape,
          figures: z.array(indicatorSchema).readonly().describe('All figures, the status first'),
        }),
      )
      .query(({ input: { id } }) => service.project(id)),
  })
}
