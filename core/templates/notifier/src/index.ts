import { auth, defineNotifier, definePlugin, secret, z } from '@headless-pmo/sdk'
import { toMessage } from './message.ts'

export default definePlugin({
  id: 'my-plugin',
  title: 'My plugin',
  version: '0.1.0',
  sdk: '^1.0.0',
  contributes: [
    defineNotifier({
      config: z.object({
        room: z.string().min(1).describe('Name of the room that is told, e.g. delivery'),
        baseUrl: z.url().default('https://chat.my-plugin.example').describe('Address of the chat'),
      }),
      secrets: { token: secret('Token that may write into the room') },
      authorize: auth.bearer('token'),
      egress: ({ baseUrl }) => [baseUrl],
      async notify({ fetch, config, notification, deliveryId, signal }) {
        const url = new URL(`/rooms/${encodeURIComponent(config.room)}/messages`, config.baseUrl)
        const reply = await fetch(url, {
          method: 'POST',
          // The same for every attempt: the chat takes a repetition as what it is.
          headers: { 'content-type': 'application/json', 'idempotency-key': deliveryId },
          body: JSON.stringify(toMessage(notification)),
          signal,
        })
        if (reply.ok) return { ok: true }
        const message = `The chat answered ${reply.status}.`
        if (reply.status === 410) return { ok: false, retry: false, disable: true, message }
        const wait = Number(reply.headers.get('retry-after') ?? '')
        const retry = reply.status === 429 || reply.status >= 500
        return { ok: false, retry, message, ...(wait > 0 && { retryAfterSeconds: wait }) }
      },
    }),
  ],
})
