import type { Peer } from './peer.ts'

export interface PeerReply {
  readonly status: number
  /** Parsed; undefined where there is none. */
  readonly body: unknown
  header(name: string): string | null
}

/** Plain requests to a peer, past the connector. */
export interface PeerHttp {
  send(method: string, path: string, body?: unknown): Promise<PeerReply>
  /** Every element of a list, by the sizes of its pages alone. */
  all(path: string): Promise<readonly unknown[]>
}

const PAGE = 100

export function peerHttp({ url, token }: Pick<Peer, 'url' | 'token'>): PeerHttp {
  const send: PeerHttp['send'] = async (method, path, body) => {
    const reply = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        'user-agent': 'peer-tests',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    return {
      status: reply.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
      header: (name) => reply.headers.get(name),
    }
  }
  return {
    send,
    all: async (path) => {
      const found: unknown[] = []
      for (let page = 1; ; page++) {
        const mark = path.includes('?') ? '&' : '?'
        const { status, body } = await send('GET', `${path}${mark}per_page=${PAGE}&page=${page}`)
        if (status !== 200 || !Array.isArray(body)) throw new Error(`GET ${path} answered ${status}.`)
        found.push(...(body as unknown[]))
        if (body.length < PAGE) return found
      }
    },
  }
}
