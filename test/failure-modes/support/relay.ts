import { createServer } from 'node:http'
import type { OpenPortfolio } from './open-portfolio.ts'

/** An address on this machine that leads to a server which opens later: what trackers are told to deliver to. */
export interface Relay extends AsyncDisposable {
  readonly url: string
  /** Where requests are led from now on. */
  to: OpenPortfolio | undefined
  /** Paths that were asked for, and what was answered. */
  readonly answered: { readonly path: string; readonly status: number }[]
}

export async function startRelay(): Promise<Relay> {
  const answered: Relay['answered'] = []
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
      const path = request.url ?? '/'
      const headers = new Headers(
        Object.entries(request.headers).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value] as [string, string]] : [],
        ),
      )
      const method = request.method ?? 'GET'
      const reply = await relay.to?.fetch(path, {
        method,
        headers,
        ...(method === 'POST' && { body: Buffer.concat(chunks) }),
      })
      answered.push({ path, status: reply?.status ?? 503 })
      response.writeHead(reply?.status ?? 503, { 'content-type': 'application/json' })
      response.end(await reply?.text())
    })()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const relay: Relay = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    to: undefined,
    answered,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  return relay
}
