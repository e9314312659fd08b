import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { ApiEnv } from '../api-env.ts'

/** Files of the page: where each is read from, and what it is. Sources and the built package lie equally deep below the package. */
const FILES = {
  '': { from: new URL('../../../pages/docs/docs.html', import.meta.url).href, type: 'text/html' },
  'docs.js': { from: new URL('../../../pages/docs/docs.js', import.meta.url).href, type: 'text/javascript' },
  'docs.css': { from: new URL('../../../pages/docs/docs.css', import.meta.url).href, type: 'text/css' },
  'swagger-ui-bundle.js': { from: 'swagger-ui-dist/swagger-ui-bundle.js', type: 'text/javascript' },
  'swagger-ui.css': { from: 'swagger-ui-dist/swagger-ui.css', type: 'text/css' },
} as const

/** Nothing but this server, and no script within the page; the library sizes elements by attributes and has pictures of its own. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  styleSrcAttr: ["'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
}

/**
 * `/docs`: a page to browse the OpenAPI description and to try operations out. Everybody may load it: it holds no data, and asks
 * `/openapi.json` in the name of whoever signs in. All of it comes from this server.
 */
export function docsRoutes(): Hono<ApiEnv> {
  const docs = new Hono<ApiEnv>()
  docs.use(
    secureHeaders({ contentSecurityPolicy: POLICY, xFrameOptions: 'DENY', referrerPolicy: 'no-referrer' }),
  )
  for (const [name, { from, type }] of Object.entries(FILES)) {
    docs.get(`/${name}`, async (c) => {
      const text = await readFile(fileURLToPath(import.meta.resolve(from)), 'utf8')
      return c.body(text, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' })
    })
  }
  return docs
}
