import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { PmoError } from '../../config/index.ts'
import type { ApiEnv } from '../api-env.ts'
import { UNKNOWN_TOKEN } from '../authenticate.ts'
import type { Session, TokenService } from '../tokens/index.ts'
import { foreignReason } from './foreign-request.ts'
import { requestSigns } from './request-signs.ts'
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts'
import { SignInThrottle } from './sign-in-throttle.ts'

const signIn = z.strictObject({ token: z.string().min(1).max(500) })

/** What a page is told of its session. */
const viewOf = ({ principal, csrf }: Session) => ({ name: principal.name, role: principal.role, csrf })

/** Who is slowed down: whoever asked, where a trusted proxy says so, else whoever is connected to us. */
const addressOf = (c: Context<ApiEnv>): string | undefined => c.var.cameFrom?.address ?? c.env?.address

/** `/session`: a browser signs in with a token, asks who it is, and signs out. */
export function sessionRoutes(tokens: TokenService, baseUrl: () => string): Hono<ApiEnv> {
  const { sessions } = tokens
  const throttle = new SignInThrottle()
  const routes = new Hono<ApiEnv>()

  routes.post('/', async (c) => {
    const foreign = foreignReason(requestSigns(c))
    if (foreign !== undefined) throw new PmoError('forbidden', foreign)
    const waitMs = throttle.waitMs(addressOf(c), performance.now())
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000)
      c.header('retry-after', String(seconds))
      return c.json(
        {
          code: 'TOO_MANY_REQUESTS',
          message: `Too many wrong tokens came from this address; try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
        },
        429,
      )
    }
    const { token } = await bodyOf(c)
    const begun = await tokens.signIn(token)
    if (begun === undefined) {
      throttle.failed(addressOf(c), performance.now())
      throw new PmoError(
        'unauthorized',
        token.startsWith('pmc_')
          ? 'This link signs in once, within an hour, and is used up or over; sign in with a token, or start the server again for a new one.'
          : UNKNOWN_TOKEN,
      )
    }
    const former = readSessionCookie(c)
    if (former !== undefined) await sessions.end(former)
    writeSessionCookie(c, begun.text, baseUrl())
    return c.json(viewOf(begun.session), 200, { 'cache-control': 'no-store' })
  })

  routes.get('/', async (c) => {
    const text = readSessionCookie(c)
    const session = text === undefined ? undefined : await sessions.find(text)
    const foreign = foreignReason(requestSigns(c))
    if (session === undefined || foreign !== undefined) {
      throw new PmoError(
        'unauthorized',
        foreign ?? 'Nobody is signed in; POST /session with a token signs in.',
      )
    }
    return c.json(viewOf(session), 200, { 'cache-control': 'no-store' })
  })

  // Whether it bears the right word is looked at where every request by cookie is.
  routes.delete('/', async (c) => {
    if (c.var.refused !== undefined) throw new PmoError('forbidden', c.var.refused)
    const text = readSessionCookie(c)
    if (text !== undefined) await sessions.end(text)
    writeSessionCookie(c, undefined, baseUrl())
    return c.body(null, 204)
  })
  return routes
}

/** @throws PmoError `invalid-request` */
async function bodyOf(c: Context<ApiEnv>): Promise<z.output<typeof signIn>> {
  // A form of another site can send text, but not this type without our leave.
  const isJson = /^application\/json\b/i.test(c.req.header('content-type') ?? '')
  const body: unknown = isJson ? await c.req.json().catch(() => undefined) : undefined
  const parsed = signIn.safeParse(body)
  if (parsed.success) return parsed.data
  throw new PmoError(
    'invalid-request',
    'Send the token as JSON, {"token": "pmo_…"}, with "Content-Type: application/json".',
  )
}
