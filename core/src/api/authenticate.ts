import { createMiddleware } from 'hono/factory'
import type { ApiEnv } from './api-env.ts'
import type { TokenService } from './tokens/index.ts'

/** Finds out who asks. Whether they may is decided by the procedures and by `requirePrincipal`. */
export function authenticate(tokens: TokenService) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const inProcess = c.env?.inProcess
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const principal = inProcess ?? (bearer === undefined ? undefined : await tokens.principalOf(bearer))
    if (principal !== undefined) c.set('principal', principal)
    await next()
  })
}
