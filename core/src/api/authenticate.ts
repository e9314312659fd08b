import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Principal } from '../rpc/index.ts'
import type { ApiEnv } from './api-env.ts'
import { foreignReason, isReading } from './session/foreign-request.ts'
import { requestSigns } from './session/request-signs.ts'
import { readSessionCookie } from './session/session-cookie.ts'
import { isSame, type TokenService } from './tokens/index.ts'

/** Header of the word that came with the session; a page of another site can neither know nor send it. */
export const CSRF_HEADER = 'x-pmo-csrf'

/** Who sends a request, or why what it carries does not count. */
type Asker =
  | { readonly principal: Principal }
  | { readonly refused: string }
  | { readonly unproven: string }
  | undefined

/** What somebody is told whose token is none of ours. */
export const UNKNOWN_TOKEN = 'This token is not valid, or it is revoked; `pmo token create` makes a new one.'

async function askerOf(c: Context<ApiEnv>, tokens: TokenService): Promise<Asker> {
  const inProcess = c.env?.inProcess
  if (inProcess !== undefined) return { principal: inProcess }
  const authorization = c.req.header('authorization')
  if (authorization !== undefined) {
    // Whoever sends a token means it: a wrong one does not fall back on a cookie that happens to be there.
    const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    if (bearer === undefined) return undefined
    const principal = await tokens.principalOf(bearer)
    return principal === undefined ? { unproven: UNKNOWN_TOKEN } : { principal }
  }
  const cookie = readSessionCookie(c)
  if (cookie === undefined) return undefined
  const session = await tokens.sessions.find(cookie)
  if (session === undefined) return { unproven: 'This session has ended; sign in again, or send a token.' }
  const refused = foreignReason(requestSigns(c)) ?? withoutWord(c, session.csrf)
  return refused === undefined ? { principal: session.principal } : { refused }
}

function withoutWord(c: Context<ApiEnv>, csrf: string): string | undefined {
  if (isReading(c.req.method) || isSame(c.req.header(CSRF_HEADER) ?? '', csrf)) return undefined
  return `A change by cookie has to carry the header ${CSRF_HEADER} with the word that GET /session gives; reload the page, or send a token.`
}

/** Who sends a request: by what it carries, as it holds at this moment. Undefined: nobody that is known. */
export async function principalOf(c: Context<ApiEnv>, tokens: TokenService): Promise<Principal | undefined> {
  const asker = await askerOf(c, tokens)
  return asker !== undefined && 'principal' in asker ? asker.principal : undefined
}

/** Finds out who asks, by token or by cookie. Whether they may is decided by the procedures and by the app's gate. */
export function authenticate(tokens: TokenService) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const asker = await askerOf(c, tokens)
    if (asker !== undefined && 'principal' in asker) c.set('principal', asker.principal)
    else if (asker !== undefined && 'refused' in asker) c.set('refused', asker.refused)
    else if (asker !== undefined) c.set('unproven', asker.unproven)
    await next()
  })
}
