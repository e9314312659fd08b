import { isIP } from 'node:net'
import { createMiddleware } from 'hono/factory'
import type { ApiEnv, CameFrom } from './api-env.ts'

/** Proxies in front of the server whose word counts. */
export interface TrustedProxies {
  /** How many of them a request comes through, one behind the other. */
  readonly count: number
  /** Where they write whom a request came from. Default x-forwarded-for. Only that one is read: the other may be the client's own. */
  readonly header?: 'x-forwarded-for' | 'forwarded' | undefined
}

/**
 * Where a request came from, by the word of trusted proxies. Each of them adds the address that it was asked from at the right end, so
 * what counts is read from the right: what stands further left was written by whoever asked, and may be anything.
 */
export function cameFrom(
  headers: Headers,
  peer: string | undefined,
  { count, header = 'x-forwarded-for' }: TrustedProxies,
): CameFrom {
  const own = peer === undefined ? {} : { address: peer }
  if (count < 1) return own
  const elements = parts(headers.get(header), ',')
  const said = header === 'forwarded' ? forwarded(elements, count) : plain(elements, headers, count)
  const address = said.for === undefined ? undefined : addressOf(said.for)
  return {
    ...own,
    ...(address !== undefined && { address }),
    ...(said.proto !== undefined && { https: said.proto.toLowerCase() === 'https' }),
  }
}

interface Said {
  readonly for?: string | undefined
  readonly proto?: string | undefined
}

/** What the outermost of so many proxies has added; of fewer the first. */
const outermost = <T>(all: readonly T[], count: number): T | undefined => all.at(-count) ?? all[0]

function plain(elements: readonly string[], headers: Headers, count: number): Said {
  return {
    for: outermost(elements, count),
    // Most proxies write this one anew, some add to it.
    proto: outermost(parts(headers.get('x-forwarded-proto'), ','), count),
  }
}

/** RFC 7239: `for=192.0.2.60;proto=https, for="[2001:db8::1]:4711"`. */
function forwarded(elements: readonly string[], count: number): Said {
  const pairs = parts(outermost(elements, count) ?? null, ';').map((pair) => {
    const at = pair.indexOf('=')
    return [
      pair.slice(0, at).trim().toLowerCase(),
      pair
        .slice(at + 1)
        .trim()
        .replaceAll('"', ''),
    ] as const
  })
  const said = new Map(pairs)
  return { for: said.get('for'), proto: said.get('proto') }
}

function parts(text: string | null, separator: string): readonly string[] {
  return (text ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** The address without its port and brackets; undefined for what is none, like `unknown` or a name that hides it. */
function addressOf(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return isIP(bare) === 0 ? undefined : bare
}

/** Notes where requests come from. */
export function noteCameFrom(proxies: TrustedProxies = { count: 0 }) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    c.set('cameFrom', cameFrom(c.req.raw.headers, c.env?.address, proxies))
    await next()
  })
}
