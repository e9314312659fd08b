/** Headers that a route does not set: those of the connection, and those that speak for the whole server. */
const NOT_ITS_OWN = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'server',
  'set-cookie',
  'set-cookie2',
  'www-authenticate',
  'clear-site-data',
  'strict-transport-security',
  'public-key-pins',
  'service-worker-allowed',
  'alt-svc',
  'nel',
  'report-to',
  'reporting-endpoints',
])

const BODILESS = new Set([204, 205, 304])

/** A reply of a route, without what is not its own to say. */
export interface RouteReply {
  readonly status: number
  readonly headers: Headers
  readonly body: ReadableStream<Uint8Array> | null
}

/** The headers of a route's reply that go out. Pure. @param mount path under which the route is, e.g. `/plugins/badge` */
export function replyHeaders(given: Headers, mount: string): Headers {
  const headers = new Headers()
  const named = (given.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase())
  for (const [name, value] of given) {
    if (NOT_ITS_OWN.has(name) || named.includes(name) || name.startsWith('access-control-')) continue
    headers.append(name, value)
  }
  const location = headers.get('location')
  // A path is meant from the route's own root, as its requests are.
  if (location !== null && /^\/(?!\/)/.test(location)) headers.set('location', `${mount}${location}`)
  // Each answer is for one token or session: a cache on the way that a route calls public must not give it to others.
  headers.append('vary', 'authorization, cookie')
  // What a plugin answers is never run as a page of the server.
  headers.set('x-content-type-options', 'nosniff')
  headers.append('content-security-policy', 'sandbox')
  return headers
}

/**
 * Reads what a route gave. It is told by its parts: a plugin may bring another copy of the class.
 * @returns undefined when it is no reply
 */
export function readReply(value: unknown, mount: string): RouteReply | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { status, headers, body, bodyUsed } = value as Partial<Record<keyof Response, unknown>>
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    return undefined
  if (typeof headers !== 'object' || headers === null || !(Symbol.iterator in headers)) return undefined
  const isStream = typeof body === 'object' && body !== null && 'getReader' in body
  if (bodyUsed === true || (body !== null && body !== undefined && !isStream)) return undefined
  try {
    const clean = replyHeaders(new Headers([...(headers as Iterable<[string, string]>)]), mount)
    // Looked at above: it has the one method that is used.
    const stream = isStream && !BODILESS.has(status) ? (body as ReadableStream<Uint8Array>) : null
    return { status, headers: clean, body: stream }
  } catch {
    return undefined
  }
}
