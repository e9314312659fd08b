import type { WireFault } from './fault.ts'

const reply = (status: number, message: string): Response =>
  new Response(JSON.stringify({ message, status: String(status) }), {
    status,
    headers: { 'content-type': 'application/json' },
  })

/** A tracker that does not accept the credentials (401), or not their rights (403). See {@link createWire}. */
export function refuses(status: 401 | 403): WireFault {
  return async () =>
    reply(status, status === 401 ? 'Bad credentials' : 'Resource not accessible by this token')
}

/** Something that is not there, or not for us: trackers answer both alike. See {@link createWire}. */
export function misses(status: 404 | 410 = 404): WireFault {
  return async () => reply(status, status === 404 ? 'Not Found' : 'This is gone')
}

/** A login page in place of an API, as proxies answer: status 200, and HTML. See {@link createWire}. */
export function showsLoginPage(): WireFault {
  return async () =>
    new Response('<!doctype html><html><title>Sign in</title><form action="/login"></form></html>', {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    })
}
