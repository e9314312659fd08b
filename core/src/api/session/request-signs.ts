import type { Context } from 'hono'
import type { ApiEnv } from '../api-env.ts'
import type { RequestSigns } from './foreign-request.ts'

/** What a request says of where it comes from. */
export const requestSigns = (c: Context<ApiEnv>): RequestSigns => ({
  method: c.req.method,
  host: c.req.header('host'),
  origin: c.req.header('origin'),
  site: c.req.header('sec-fetch-site'),
  mode: c.req.header('sec-fetch-mode'),
})
