import type { Context } from 'hono'
import type { ApiEnv } from './api-env.ts'

/**
 * Aborts when nobody reads the reply any more: at once for who asks for its head alone, else when the connection is closed. A
 * reply that streams has to look at it, since a body that was never begun to be read is cancelled by nobody.
 */
export function readerGone(c: Context<ApiEnv>): AbortSignal {
  return c.req.raw.method === 'HEAD' ? AbortSignal.abort() : c.req.raw.signal
}
