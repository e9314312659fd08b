import { dependency } from '@headless-pmo/sdk'
import { z } from 'zod'
import { given, pageInput, pageOf, procedure, resolved, router, stored } from '../../rpc/index.ts'
import type { DependencyService } from './dependencies-service.ts'

const end = z.object({
  item: resolved,
  project: z.string().optional().describe('Id of the project that it belongs to'),
})

/** Dependencies between items, with placeholders for ends that are not synced. */
export function dependenciesRouter(service: DependencyService) {
  return router({
    list: procedure('reader')
      .meta({
        openapi: {
          method: 'GET',
          path: '/dependencies',
          summary: 'Dependencies between items; a page may be shorter than its limit while there is a next',
          tags: ['dependencies'],
        },
      })
      .input(
        z.object({
          connection: z.array(z.string()).optional(),
          project: z.string().optional().describe('One end at least belongs to it'),
          acrossProjects: z.boolean().optional().describe('Only those between two projects'),
          placeholders: z.boolean().optional().describe('Only those with an end that is not synced'),
          ...pageInput,
        }),
      )
      .output(
        pageOf(
          z.object({ connection: z.string(), ref: z.string(), from: end, to: end, data: stored(dependency) }),
        ),
      )
      .query(({ input }) => service.list({ ...given(input), limit: input.limit })),
  })
}
