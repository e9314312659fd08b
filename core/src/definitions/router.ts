import { z } from 'zod'
import { procedure, router } from '../rpc/index.ts'
import { DEFINITION_KINDS } from './definition.ts'
import type { DefinitionService } from './service.ts'

/** All that is defined, as it was written. */
export function definitionsRouter(service: DefinitionService) {
  return router({
    list: procedure('reader')
      .meta({
        openapi: {
          method: 'GET',
          path: '/definitions',
          summary: 'Connections, notifiers, portfolios, programs and projects as they were written',
          tags: ['definitions'],
        },
      })
      .input(z.object({ kind: z.enum(DEFINITION_KINDS).optional() }))
      .output(
        z.object({
          definitions: z.array(
            z.object({
              kind: z.enum(DEFINITION_KINDS),
              id: z.string(),
              managed: z.enum(['file', 'api']),
              version: z.int(),
              body: z.record(z.string(), z.unknown()),
              changedBy: z.string(),
              changedAt: z.string(),
              effectiveFrom: z.string(),
            }),
          ),
        }),
      )
      .query(async ({ input }) => {
        const kinds = input.kind === undefined ? DEFINITION_KINDS : [input.kind]
        const all = []
        for (const kind of kinds) all.push(...(await service.list(kind)))
        return { definitions: all }
      }),
  })
}
