import { z } from 'zod'
import { procedure, router, restRoutes } from '../rpc/index.ts'
import type { HealthService } from './health-service.ts'

const rest = restRoutes('health')

/** What is wrong and what to do; what `pmo doctor` shows. */
export function healthRouter(service: HealthService) {
  return router({
    report: procedure('viewer')
      .meta(rest('GET', '/health', 'What is wrong and what to do'))
      .input(z.object({}))
      .output(
        z.object({
          findings: z.array(
            z.object({
              subject: z.string(),
              state: z.enum(['ok', 'warning', 'error']),
              sentence: z.string(),
              action: z.string().optional(),
            }),
          ),
        }),
      )
      .query(async () => ({ findings: await service.report() })),
  })
}
