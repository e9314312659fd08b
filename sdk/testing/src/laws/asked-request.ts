/** A request as a plugin has made it. */
export interface AskedRequest {
  readonly method: string
  readonly url: string
  /** In the order of their names. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** Reads what a plugin hands to `fetch`, without using it up. */
export async function askedOf(input: string | URL | Request, init?: RequestInit): Promise<AskedRequest> {
  const given = typeof input === 'object' && 'url' in input ? input.clone() : input
  const address = typeof given === 'string' ? given : 'href' in given ? given.href : given.url
  if (!/^https?:/i.test(address))
    return { method: init?.method ?? 'GET', url: address, headers: [], body: '' }
  const { method, url, headers, body } = new Request(given, init)
  return {
    method,
    url,
    headers: [...headers].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    body: body === null ? '' : await new Response(body).text(),
  }
}

/** A request in a few lines. */
export function linesOf({ method, url, headers, body }: AskedRequest): readonly string[] {
  const more = body.length > 300 ? `${body.slice(0, 300)}…` : body
  return [
    `${method} ${url}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(more === '' ? [] : [more]),
  ]
}
