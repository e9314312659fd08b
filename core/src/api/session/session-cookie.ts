import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { ApiEnv } from '../api-env.ts'
import { SESSION_HOURS } from '../tokens/index.ts'

/**
 * Name of the cookie. Browsers give a host's cookies to all of its ports, so servers side by side on one machine need
 * names of their own; over https the prefix makes browsers refuse a cookie that another host or path has set.
 */
function nameOf(c: Context<ApiEnv>, secure: boolean): string {
  const port = /:(\d+)$/.exec(c.req.header('host') ?? '')?.[1]
  const own = port === undefined ? 'pmo-session' : `pmo-session-${port}`
  return secure ? `__Host-${own}` : own
}

/** Whether the browser came by https: to the public address, which a proxy in front of us answers. */
export function isSecure(host: string | undefined, baseUrl: string): boolean {
  const base = new URL(baseUrl)
  return base.protocol === 'https:' && host !== undefined && host.toLowerCase() === base.host
}

/** The session's text out of the cookie; undefined without one. */
export function readSessionCookie(c: Context<ApiEnv>): string | undefined {
  const cookies = getCookie(c)
  return cookies[nameOf(c, true)] ?? cookies[nameOf(c, false)]
}

/** Gives the browser its session, out of reach of scripts and of other sites; without a text it is taken back. */
export function writeSessionCookie(c: Context<ApiEnv>, text: string | undefined, baseUrl: string): void {
  const secure = c.var.cameFrom?.https ?? isSecure(c.req.header('host'), baseUrl)
  setCookie(c, nameOf(c, secure), text ?? '', {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    maxAge: text === undefined ? 0 : SESSION_HOURS.most * 3600,
  })
}
