import { rewritten } from './bodies.ts'
import type { WireFault } from './fault.ts'

/** A host that no connector declares. */
export const ELSEWHERE = 'https://elsewhere.invalid'

/** Sends the reader to the same path on a host that nobody declared. See {@link createWire}. */
export function redirects(to = ELSEWHERE, status: 301 | 302 | 307 | 308 = 302): WireFault {
  return async ({ request }) => {
    const { pathname, search } = new URL(request.url)
    return new Response(null, { status, headers: { location: `${to}${pathname}${search}` } })
  }
}

/**
 * Makes links to the next page lead to a host that nobody declared: those of the `Link` header, and in JSON
 * every address under a name that says "next" (`next`, `@odata.nextLink`, `__next`, `nextPage`). See {@link createWire}.
 */
export function leadsNextPageAway(to = ELSEWHERE): WireFault {
  return async ({ request, forward }) => {
    const reply = await forward(request)
    const away = (address: string): string => {
      if (!URL.canParse(address, request.url)) return address
      const { pathname, search } = new URL(address, request.url)
      return `${to}${pathname}${search}`
    }
    const changed = await rewritten(reply, (text) =>
      text.replaceAll(
        /("[^"]*next[^"]*"\s*:\s*")((?:https?:|\/)[^"]*)"/gi,
        (_, before: string, address: string) => `${before}${away(address.replaceAll('\\/', '/'))}"`,
      ),
    )
    const link = changed.headers.get('link')
    if (link === null) return changed
    const headers = new Headers(changed.headers)
    headers.set(
      'link',
      link.replaceAll(
        /<([^>]*)>(\s*;[^,]*rel="?next"?)/g,
        (_, address: string, rest: string) => `<${away(address)}>${rest}`,
      ),
    )
    return new Response(changed.body, { status: changed.status, headers })
  }
}
