import { isIP } from 'node:net'
import { createMiddleware } from 'hono/factory'
import { PmoError } from '../config/index.ts'
import type { ApiEnv } from './api-env.ts'

/** `localhost` and names below it lead to this machine in every browser. */
const LOOPBACK = /^(?:.+\.)?localhost\.?$/

/**
 * Whether a server that goes by these names answers for a host. An address of numbers is always ours: whoever reached us
 * by it did not ask a name server. A name that is not ours may be a foreign page's own, led to this machine after the page
 * was loaded (DNS rebinding); to the browser we would be that page's server then.
 */
export function isKnownHost(hostname: string, names: readonly string[]): boolean {
  const name = hostname.toLowerCase()
  const address = name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name
  if (isIP(address) !== 0 || LOOPBACK.test(name)) return true
  return names.some((known) => known.toLowerCase() === name)
}

/** Refuses requests to hosts that are not ours. Webhooks prove themselves, and may come by a name that only their tracker knows. */
export function knownHost(names: readonly string[]) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const { hostname } = new URL(c.req.url)
    const isFree = c.env?.inProcess !== undefined || c.req.path.startsWith('/webhooks/')
    if (!isFree && !isKnownHost(hostname, names)) {
      throw new PmoError(
        'forbidden',
        `This server does not go by the name "${hostname.slice(0, 100)}"; if it should, name it in PMO_PUBLIC_URL, or in settings.allowedHosts of pmo.config.ts.`,
      )
    }
    await next()
  })
}
