import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A delivery as it came in. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What a receiver answers; `never` leaves its caller waiting. */
export type Answer =
  | number
  | 'never'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly text?: string }

/** A real receiver on the loopback; for tests. */
export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly received: Received[]
  /** What the next deliveries are answered, in order; 204 after those. */
  readonly answers: Answer[]
  /** Resolves when so many deliveries have come. */
  came(count: number): Promise<void>
}

export async function startReceiver(...answers: readonly Answer[]): Promise<Receiver> {
  const received: Received[] = []
  const waiting: { readonly count: number; readonly wake: () => void }[] = []
  const queue = [...answers]
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      const answer = queue.shift() ?? 204
      if (answer !== 'never') {
        const { status, headers = {}, text } = typeof answer === 'number' ? { status: answer } : answer
        response.writeHead(status, headers).end(text)
      }
      for (const { count, wake } of waiting) if (received.length >= count) wake()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a server that listens on TCP
  return {
    url: `http://127.0.0.1:${port}/in`,
    received,
    answers: queue,
    came(count) {
      if (received.length >= count) return Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ count, wake: resolve })
      return promise
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
