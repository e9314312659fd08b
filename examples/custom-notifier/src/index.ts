/**
 * A notifier of one's own: posts into a room of Tidings, a chat that exists only here.
 * @module
 */
import { auth, defineNotifier, definePlugin, secret, z } from '@headless-pmo/sdk'
import { toPost } from './post.ts'
import { resultOf } from './result.ts'

export default definePlugin({
  id: 'tidings',
  title: 'Tidings',
  version: '1.0.0',
  sdk: '^1.1.0',
  contributes: [
    defineNotifier({
      config: z.object({
        room: z.string().min(1).describe('Name of the room, e.g. "delivery"'),
        baseUrl: z.url().default('https://tidings.example').describe('Address of the chat'),
      }),
      secrets: { key: secret('Posting key of the room') },
      authorize: auth.header('x-tidings-key', 'key'),
      // Only the way to post: the rest of the chat is none of the notifier's business.
      egress: ({ baseUrl }) => [`${baseUrl}/incoming`],
      async notify({ fetch, config, notification, deliveryId, signal }) {
        const reply = await fetch(`${config.baseUrl}/incoming/${encodeURIComponent(config.room)}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(toPost(notification, deliveryId)),
          signal,
        })
        return resultOf(reply)
      },
    }),
  ],
})
