import { rewritten } from './bodies.ts'
import type { WireFault } from './fault.ts'
import { writesHostile } from './hostile-text.ts'

/** What a request gives away about the credentials on it: its headers and its address. */
function credentialsOf(request: Request): string {
  const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`)
  return `You asked ${request.url} with ${headers.join(', ')}`
}

/**
 * A tracker that repeats what it was sent, credentials included: in these texts of its replies, in a header, and
 * in errors as their message.
 */
export function echoes(texts: readonly string[], instead?: WireFault): WireFault {
  return async ({ request, clock, forward }) => {
    const echo = credentialsOf(request)
    let reply = await (instead === undefined ? forward(request) : instead({ request, clock, forward }))
    if (reply.status >= 400) {
      reply = await rewritten(reply, () =>
        JSON.stringify({ message: echo, error: echo, errors: [{ message: echo }] }),
      )
      reply.headers.set('content-type', 'application/json')
    }
    const hostility = {
      name: 'an echo',
      json: JSON.stringify(echo),
      xml: echo.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    }
    for (const text of texts) {
      const given = reply
      reply = await writesHostile(text, hostility)({ request, clock, forward: async () => given })
    }
    const headers = new Headers(reply.headers)
    headers.set('x-echo', encodeURI(echo))
    return new Response(reply.body, { status: reply.status, headers })
  }
}
