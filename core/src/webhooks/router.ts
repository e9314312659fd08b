import { z } from 'zod'
import { procedure, router } from '../rpc/index.ts'
import type { WebhookService } from './service.ts'

const connection = z.object({ connection: z.string().min(1) })

const view = z.object({
  connection: z.string(),
  held: z.int().describe('Webhooks that the tracker holds for us'),
  expiresAt: z.string().optional().describe('When the first of them ends unless it is renewed'),
  checkedAt: z.string().optional(),
  problem: z.string().optional().describe('Why they could not be kept'),
  gap: z
    .object({ at: z.string(), reason: z.string() })
    .optional()
    .describe('The last time that deliveries may have been missed; a sync has read what changed'),
  addresses: z.int().describe('Addresses with a token that people were given'),
})

/** Webhooks of trackers: what they hold for us, and addresses for those that people set up. */
export function webhooksRouter(service: WebhookService) {
  const meta = (method: 'GET' | 'POST' | 'DELETE', path: `/${string}`, summary: string) => ({
    openapi: { method, path, summary, tags: ['webhooks'] },
  })
  return router({
    list: procedure('viewer')
      .meta(meta('GET', '/webhooks', 'Webhooks that trackers hold for us, and how the last check went'))
      .input(z.object({}))
      .output(z.object({ webhooks: z.array(view) }))
      .query(async () => ({ webhooks: [...(await service.list())] })),
    check: procedure('contributor')
      .meta(
        meta('POST', '/webhooks/{connection}/check', 'Look at once whether the tracker holds what it should'),
      )
      .input(connection)
      .output(
        z.object({
          state: z.enum(['kept', 'none', 'failed']),
          registered: z.int(),
          renewed: z.int(),
          removed: z.int(),
          gap: z.string().optional(),
          problem: z.string().optional(),
        }),
      )
      .mutation(async ({ input }) => {
        const { nextAt: _next, ...check } = await service.check(input.connection)
        return check
      }),
    address: procedure('administrator')
      .meta(meta('POST', '/webhooks/{connection}/address', 'An address for a webhook that a person sets up'))
      .input(connection)
      .output(
        z.object({
          address: z
            .string()
            .describe('Where it holds a token, it is shown once: whoever knows it is believed'),
          secret: z.string().optional().describe('Name of the secret with which the tracker has to sign'),
        }),
      )
      .mutation(({ input }) => service.makeAddress(input.connection)),
    revoke: procedure('administrator')
      .meta(
        meta(
          'DELETE',
          '/webhooks/{connection}/addresses',
          'Make the addresses worthless that people were given',
        ),
      )
      .input(connection)
      .output(z.object({ revoked: z.int() }))
      .mutation(({ input }) => service.revokeAddresses(input.connection)),
  })
}
