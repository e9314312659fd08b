import { z } from 'zod'
import { pageOfWhole, procedure, router, wholeListInput, wholeListOutput, restRoutes } from '../rpc/index.ts'
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
  const rest = restRoutes('webhooks')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/webhooks', 'Webhooks that trackers hold for us, and how the last check went'))
      .input(z.object(wholeListInput(['connection', 'held', 'expiresAt', 'checkedAt', 'problem'])))
      .output(z.object({ webhooks: z.array(view).readonly(), ...wholeListOutput }))
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole(await service.list(), input, ({ connection: of }) => of)
        return { webhooks: rows, ...next }
      }),
    check: procedure('contributor')
      .meta(
        rest('POST', '/webhooks/{connection}/check', 'Look at once whether the tracker holds what it should'),
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
      .meta(rest('POST', '/webhooks/{connection}/address', 'An address for a webhook that a person sets up'))
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
        rest(
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
