import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A real server on the loopback that answers as told; for tests. */
export interface LocalServer extends AsyncDisposable {
  readonly origin: string
  /** Requests so far: method and path with query. */
  readonly asked: string[]
}

export type Answer = (
  request: IncomingMessage & { readonly body: string },
  response: ServerResponse,
  number: number,
) => void | Promise<void>

export async function startServer(answer: Answer): Promise<LocalServer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const number = asked.length
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => void answer(Object.assign(request, { body }), response, number))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a server that listens on TCP
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
