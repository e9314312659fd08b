import type { GraphSimulator } from '../index.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed; undefined when there was none. */
  readonly body: unknown
}

type Ask = (sim: GraphSimulator, path: string, init?: RequestInit) => Promise<Answer>

/** A client that sends this way. */
export const asking =
  (send: (request: Request) => Promise<Response>): Ask =>
  async (sim, path, init = {}) => {
    const address = path.startsWith('http') ? path : sim.url + path
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${sim.token}`)
    if (init.body !== undefined && !headers.has('content-type'))
      headers.set('content-type', 'application/json')
    const reply = await send(new Request(address, { ...init, headers }))
    const text = await reply.text()
    const isJson = (reply.headers.get('content-type') ?? '').includes('json')
    return {
      status: reply.status,
      headers: reply.headers,
      body: text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text,
    }
  }

/** One request with the simulator's own token. */
export const ask: Ask = asking(fetch)

/** A change, with the ETag that it was made on. */
export const change = (
  sim: GraphSimulator,
  path: string,
  { etag, body, prefer }: { readonly etag?: string; readonly body: object; readonly prefer?: string },
): Promise<Answer> =>
  ask(sim, path, {
    method: 'PATCH',
    body: JSON.stringify(body),
    headers: {
      ...(etag === undefined ? {} : { 'if-match': etag }),
      ...(prefer === undefined ? {} : { prefer }),
    },
  })

/** Several GETs in one batch, by id. */
export const batch = (sim: GraphSimulator, urls: readonly string[]): Promise<Answer> =>
  ask(sim, '/v1.0/$batch', {
    method: 'POST',
    body: JSON.stringify({ requests: urls.map((url, id) => ({ id: String(id), method: 'GET', url })) }),
  })

/** A property at a path of a parsed reply. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, step) =>
      typeof found === 'object' && found !== null
        ? (found as Record<string | number, unknown>)[step]
        : undefined,
    value,
  )

/** The same as text; throws where it is none. */
export const textAt = (value: unknown, ...path: readonly (string | number)[]): string => {
  const found = at(value, ...path)
  if (typeof found !== 'string') throw new Error(`There is no text at ${path.join('.')}.`)
  return found
}
