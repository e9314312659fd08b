import { z } from 'zod'
import {
  pageOfWhole,
  procedure,
  ROLES,
  router,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../../rpc/index.ts'
import type { TokenService } from './service.ts'

const tokenView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  createdAt: z.string(),
  createdBy: z.string(),
  lastUsedOn: z.string().optional(),
  revokedAt: z.string().optional(),
})

const rest = restRoutes('tokens')

/** Tokens: made, listed and revoked by administrators. */
export function tokensRouter(service: TokenService) {
  return router({
    list: procedure('administrator')
      .meta(rest('GET', '/tokens', 'All tokens, without their text'))
      .input(z.object(wholeListInput(['id', 'name', 'role', 'createdAt', 'lastUsedOn', 'revokedAt'])))
      .output(z.object({ tokens: z.array(tokenView).readonly(), ...wholeListOutput }))
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole(await service.list(), input, ({ id }) => id)
        return { tokens: rows, ...next }
      }),
    create: procedure('administrator')
      .meta(rest('POST', '/tokens', 'Make a token; its text is in this reply only'))
      .input(z.object({ name: z.string().min(1).max(100), role: z.enum(ROLES).default('viewer') }))
      .output(z.object({ id: z.string(), token: z.string() }))
      .mutation(({ input, ctx }) => service.create({ ...input, by: ctx.principal.name })),
    revoke: procedure('administrator')
      .meta(rest('DELETE', '/tokens/{token}', 'End a token, by name or id'))
      .input(z.object({ token: z.string().min(1) }))
      .output(z.object({ revoked: z.string() }))
      .mutation(async ({ input }) => {
        await service.revoke(input.token)
        return { revoked: input.token }
      }),
  })
}
