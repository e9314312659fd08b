import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web server on 127.0.0.1 that answers as a test wants. */
export interface LocalTracker extends AsyncDisposable {
  readonly url: string
}

export async function localTracker(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LocalTracker> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
