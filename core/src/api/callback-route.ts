import type { Context } from 'hono'
import { isPmoError } from '../config/index.ts'
import type { ConsentReply } from '../host/index.ts'
import type { ApiEnv } from './api-env.ts'

/** Where authorization servers send a person back to. */
export const CALLBACK_PATH = '/oauth/callback'

/** What comes back is short; a longer one is none. */
const LONGEST = 4096

/**
 * Ends a consent in the browser of the person who gave it. The page is plain text: what the authorization server sends is shown to
 * nobody, and the address with its code is kept by no cache and sent to nobody as referrer.
 */
export function callbackRoute(
  consent: (reply: ConsentReply, signal: AbortSignal) => Promise<{ readonly connection: string }>,
) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
    c.header('x-content-type-options', 'nosniff')
    const given = (name: string): string | undefined => {
      const value = c.req.query(name)
      return value === undefined || value.length > LONGEST ? undefined : value
    }
    const [state, code, error] = [given('state'), given('code'), given('error')]
    if (state === undefined) {
      return c.text('Trackers send people back here who gave access; this request tells nothing of it.', 400)
    }
    try {
      const reply = { state, ...(code !== undefined && { code }), ...(error !== undefined && { error }) }
      const { connection } = await consent(reply, c.req.raw.signal)
      return c.text(`The connection "${connection}" has access now. You can close this page.`)
    } catch (cause) {
      if (isPmoError(cause)) return c.text(cause.message, 400)
      throw cause
    }
  }
}
