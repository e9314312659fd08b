import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type Context } from 'hono'
import { etag } from 'hono/etag'
import { secureHeaders } from 'hono/secure-headers'
import { REPORT_STYLE } from '../reports/index.ts'
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
  // A report that a page shows in a frame without rights is under the page's policy, too.
  styleSrc: ["'self'", REPORT_STYLE],
  // Charts size their elements by attributes; sheets and blocks of style stay forbidden.
  styleSrcAttr: ["'unsafe-inline'"],
  frameSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
}

/** Names that begin with a point are for those who put them there: `.env`, `.git`. */
const HIDDEN = /\/\./

/**
 * Serves a folder of built pages at `/`. Everybody may load them: they hold no data, and ask the API in the name of
 * whoever signs in. An address without a file is the site's own to answer, so it gets `index.html`.
 */
export function siteRoutes(folder: string): Hono<ApiEnv> {
  const files = serveStatic<ApiEnv>({ root: folder, precompressed: true })
  const start = serveStatic<ApiEnv>({ path: join(folder, 'index.html'), precompressed: true })
  const tagged = etag()
  const secured = secureHeaders({
    contentSecurityPolicy: POLICY,
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: 'max-age=15552000',
  })
  const nothing = async (): Promise<void> => undefined

  const find = async (c: Context<ApiEnv>): Promise<Response | void> => {
    const file = await files(c, nothing)
    // A hashed file that is gone belonged to an older build; a page in its place would be kept under its name.
    const isPage = !HASHED.test(c.req.path) && (c.req.header('accept') ?? '').includes('text/html')
    return file === undefined && isPage ? start(c, nothing) : file
  }

  const site = new Hono<ApiEnv>()
  site.on(['GET', 'HEAD'], '*', async (c, next) => {
    if (API.test(c.req.path) || HIDDEN.test(decoded(c.req.path))) return next()
    const reply = await find(c)
    if (reply === undefined) return next()
    const give = async (): Promise<void> => {
      c.res = reply
      c.header('cache-control', HASHED.test(c.req.path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    }
    await secured(c, async () => void (await tagged(c, give)))
    return undefined
  })
  return site
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
