import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { ApiEnv } from './api-env.ts'

const secured = secureHeaders({
  // A reply of the API is data: opened as a page it loads, runs and is framed by nothing.
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], sandbox: [] },
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  // Told to browsers that came by https alone; which other hosts there are below this name is not ours to know.
  strictTransportSecurity: 'max-age=15552000',
  // Pages and documents say what they need themselves.
  overwrite: false,
})

/** What every reply says to browsers, unless its route has said it otherwise; nothing of it is kept by a cache. */
export const replyHeaders = createMiddleware<ApiEnv>(async (c, next) => {
  await secured(c, next)
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
})
