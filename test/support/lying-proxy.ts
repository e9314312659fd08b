import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Changes the parsed body of a reply, or its status, on the way. */
export type Lie = (path: string, body: unknown) => unknown

/** Stands between a connector and a simulator and tells a lie where it is asked to. */
export async function startLyingProxy(
  respond: (request: Request) => Promise<Response>,
  lie: { current: Lie },
): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((request, reply) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const headers = new Headers(Object.entries(request.headers).map(([key, value]) => [key, String(value)]))
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const method = request.method ?? 'GET'
      const sent = method === 'GET' ? {} : { body: Buffer.concat(chunks).toString() }
      const answer = await respond(new Request(url, { method, headers, ...sent }))
      const text = await answer.text()
      const isJson = /json/.test(answer.headers.get('content-type') ?? '') && text !== ''
      const body = isJson ? JSON.stringify(lie.current(url.pathname, JSON.parse(text))) : text
      const kept = [...answer.headers].filter(([name]) => !/^(content-length|transfer-encoding)$/.test(name))
      reply.writeHead(answer.status, Object.fromEntries(kept))
      reply.end(body)
    })()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
