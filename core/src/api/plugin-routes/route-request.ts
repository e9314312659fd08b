/** Headers that are between the caller and the server: who calls, and how the connection is run. */
const OURS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-pmo-csrf',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
])

/** Where a request goes below the mount of its plugin: `/plugins/badge/week?n=1` is `/week?n=1`. Pure. */
export function pathBelow(url: string): URL {
  const { origin, pathname, search } = new URL(url)
  const rest = pathname.replace(/^\/plugins\/[^/]*/, '')
  // Two slashes at the start would make the next word a host.
  const below = new URL(origin)
  below.pathname = `/${rest.replace(/^\/+/, '')}`
  below.search = search
  return below
}

/**
 * A request as a route gets it: its path below the mount, its body read whole (the server bounds it), and nothing that tells how
 * the caller proved who they are.
 */
export async function routeRequest(request: Request, signal: AbortSignal): Promise<Request> {
  const headers = new Headers(request.headers)
  for (const name of headers.get('connection')?.split(',') ?? []) headers.delete(name.trim())
  for (const name of OURS) headers.delete(name)
  const { method } = request
  const body = method === 'GET' || method === 'HEAD' ? undefined : await request.arrayBuffer()
  return new Request(pathBelow(request.url), {
    method,
    headers,
    signal,
    ...(body !== undefined && body.byteLength > 0 && { body }),
  })
}
