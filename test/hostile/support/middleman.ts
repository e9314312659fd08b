import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A reply as it goes over the wire. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Asked {
  readonly method: string
  /** Path and query, not encoded. */
  readonly target: string
}

/** What becomes of a reply; undefined breaks the connection. */
export type Harm = (asked: Asked, right: () => Promise<Answer>) => Promise<Answer> | Answer | undefined

/** Stands between a connector and a simulator over real HTTP, and does harm where it is told to. */
export interface Middleman extends AsyncDisposable {
  readonly url: string
  harm: Harm | undefined
  /** Everything that was asked since it was emptied. */
  readonly asked: Asked[]
}

/** Starts it on 127.0.0.1. `respond` answers as the origin that it is asked under, so that links lead back through it. */
export async function startMiddleman(respond: (request: Request) => Promise<Response>): Promise<Middleman> {
  const asked: Asked[] = []
  const server = createServer((request, reply) => {
    void (async () => {
      const url = new URL(request.url ?? '/', middleman.url)
      const headers = new Headers(Object.entries(request.headers).map(([key, value]) => [key, String(value)]))
      const chunks: Uint8Array[] = []
      for await (const chunk of request) chunks.push(chunk as Uint8Array) // no encoding is set: bytes
      const method = request.method ?? 'GET'
      const sent = method === 'GET' ? {} : { body: Buffer.concat(chunks) }
      const one = { method, target: readable(url) }
      asked.push(one)
      const right = async (): Promise<Answer> => {
        const answer = await respond(new Request(url, { method, headers, ...sent }))
        return {
          status: answer.status,
          headers: Object.fromEntries(
            [...answer.headers].filter(([name]) => !/^(content-length|transfer-encoding)$/.test(name)),
          ),
          body: await answer.text(),
        }
      }
      const answer = middleman.harm === undefined ? await right() : await middleman.harm(one, right)
      if (answer === undefined) request.socket.resetAndDestroy()
      else reply.writeHead(answer.status, answer.headers).end(answer.body)
    })()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo // of a server that listens on a port
  const middleman: Middleman = {
    url: `http://127.0.0.1:${port}`,
    harm: undefined,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  return middleman
}

const readable = ({ pathname, search }: URL): string => {
  try {
    return decodeURIComponent(`${pathname}${search}`)
  } catch {
    return `${pathname}${search}`
  }
}
