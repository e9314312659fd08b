import { z } from 'zod'
import type { Registry } from '../registry/index.ts'
import { procedure, router } from '../rpc/index.ts'

const plugin = z.object({
  id: z.string(),
  title: z.string().optional(),
  version: z.string().optional(),
  sdk: z.string().optional().describe('Range of SDK versions it works with'),
  source: z.string(),
  state: z.enum(['active', 'quarantined']),
  phase: z.enum(['find', 'import', 'verify', 'sdk', 'run']).optional(),
  reason: z.string().optional().describe('Why it is kept out, and what to do'),
  connector: z
    .object({
      config: z.record(z.string(), z.unknown()).describe('JSON Schema of the configuration'),
      secrets: z.record(z.string(), z.object({ description: z.string(), optional: z.boolean() })),
      streams: z.array(z.string()).readonly(),
      webhook: z.boolean(),
    })
    .optional(),
})

/** The plugins of this server, those that are kept out with the reason. */
export function pluginsRouter(registry: Registry) {
  return router({
    list: procedure('reader')
      .meta({
        openapi: {
          method: 'GET',
          path: '/plugins',
          summary: 'All plugins, and why one is kept out',
          tags: ['plugins'],
        },
      })
      .input(z.object({}))
      .output(z.object({ plugins: z.array(plugin) }))
      .query(() => ({ plugins: [...registry.plugins()] })),
  })
}
