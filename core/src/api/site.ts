import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { ApiEnv } from './api-env.ts'

/** Where the API answers: an address below one of these is never a page of the site. */
const API =
  /^\/(?:api|trpc|events|session|plugins|webhooks|health|docs|reports\/|openapi\.json|oauth)(?:\/|$|(?<=\/))/

/** Files that carry a hash of their content in their name: they never change. */
const HASHED = /\/assets\/[^/]+-[\w-]{8,}\.\w+$/

/** Nothing but this server: no foreign scripts, styles, pictures, frames or requests, and no script within a page. */
const POLICY = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  // Charts size their elements by attributes; sheets and blocks of style stay forbidden.
  styleSrcAttr: ["'unsafe-inline'"],
  frameSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
}

/**
 * Serves a folder of built pages at `/`. Everybody may load them: they hold no data, and ask the API in the name of
 * whoever signs in. An address without a file is the site's own to answer, so it gets `index.html`.
 */
export function siteRoutes(folder: string): Hono<ApiEnv> {
  const site = new Hono<ApiEnv>()
  const files = serveStatic<ApiEnv>({ root: folder, precompressed: true })
  const start = serveStatic<ApiEnv>({ path: join(folder, 'index.html') })
  const headers = secureHeaders({
    contentSecurityPolicy: POLICY,
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
  })
  site.on(['GET', 'HEAD'], '*', async (c, next) => {
    if (API.test(c.req.path)) return next()
    let passed = false
    const pass = async () => {
      passed = true
    }
    const answer = async (): Promise<Response | void> => {
      const file = await files(c, pass)
      if (!passed || !(c.req.header('accept') ?? '').includes('text/html')) return file
      passed = false
      return start(c, pass)
    }
    let reply: Response | void
    await headers(c, async () => {
      reply = await answer()
      if (reply === undefined) return
      c.res = reply
      c.header('cache-control', HASHED.test(c.req.path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    })
    if (passed) return next()
    return undefined
  })
  return site
}
