import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** A delivery that an independent implementation has believed. */
export interface BelievedDelivery {
  readonly id: string
  readonly type: string
  readonly payload: { readonly timestamp: string; readonly data: Readonly<Record<string, unknown>> }
  readonly headers: IncomingHttpHeaders
}

/** A receiver of Standard Webhooks on the loopback, as strangers run them. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string
  readonly believed: BelievedDelivery[]
  /** Deliveries whose signature was wrong. */
  readonly refused: string[]
  /** How the next deliveries are answered, in order; 204 after those. Without an answer the caller waits. */
  readonly answers: ((response: ServerResponse) => void)[]
  /** Resolves when so many have come. */
  came(count: number): Promise<void>
}

export async function webhookReceiver(secret: string): Promise<WebhookReceiver> {
  const verifier = new Webhook(secret)
  const believed: BelievedDelivery[] = []
  const refused: string[] = []
  const answers: ((response: ServerResponse) => void)[] = []
  const waiting: { readonly count: number; readonly wake: () => void }[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      const headers = request.headers as Record<string, string> // those of the protocol come once
      try {
        const payload = verifier.verify(body, headers) as BelievedDelivery['payload'] & {
          readonly type: string
        }
        believed.push({ id: headers['webhook-id'] ?? '', type: payload.type, payload, headers })
      } catch (error) {
        refused.push(`${String(error)}: ${body}`)
      }
      const answer = answers.shift() ?? ((reply: ServerResponse) => reply.writeHead(204).end())
      answer(response)
      for (const { count, wake } of waiting) if (believed.length >= count) wake()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a server that listens on TCP
  return {
    url: `http://127.0.0.1:${port}/pmo`,
    believed,
    refused,
    answers,
    came(count) {
      if (believed.length >= count) return Promise.resolve()
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
