/**
 * A connector for Hello, a tracker that does not exist. It shows all that a connector needs, and keeps every law.
 * @module
 */
import { auth, defineConnector, definePlugin, header, hmac, secret, z } from '@headless-pmo/sdk'
import { Config } from './config.ts'
import { issues } from './issues.ts'
import { hintsOf } from './webhook.ts'

export default definePlugin({
  id: 'hello',
  title: 'Hello',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: Config,
      secrets: {
        apiKey: secret('API key with the right to read issues'),
        hook: secret('Secret of the webhook, where there is one', { optional: true }),
      },
      authorize: auth.bearer('apiKey'),
      egress: ({ baseUrl }) => [baseUrl],

      async probe({ fetch, config }) {
        const reply = await fetch(`${config.baseUrl}/me`)
        if (reply.status === 401)
          return { ok: false, reason: 'unauthorized', message: 'Hello refuses the API key.' }
        const me = z.looseObject({ login: z.string() }).safeParse(await reply.json().catch(() => undefined))
        if (reply.ok && me.success) return { ok: true, account: me.data.login }
        return {
          ok: false,
          reason: 'wrong_reply',
          message: `${config.baseUrl} does not answer as Hello does.`,
        }
      },

      async *scopes({ fetch, config }) {
        const reply = await fetch(`${config.baseUrl}/teams`)
        const teams = z.array(z.looseObject({ key: z.string(), name: z.string() })).parse(await reply.json())
        for (const { key, name } of teams) yield { title: name, config: { team: key } }
      },

      streams: { issues },

      webhook: {
        verify: hmac.sha256({ secret: 'hook', header: 'x-hello-signature', prefix: 'sha256=' }),
        deliveryId: header('x-hello-delivery'),
        hints: hintsOf,
      },
    }),
  ],
})
