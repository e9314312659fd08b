/**
 * A connector for Hello, a tracker that does not exist. It shows all that a connector needs, and keeps every law.
 * @module
 */
import { auth, defineConnector, definePlugin, secret, z } from '@headless-pmo/sdk'
import { issues } from './issues.ts'
import { Config } from './config.ts'

export default definePlugin({
  id: 'hello',
  title: 'Hello',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: Config,
      secrets: { apiKey: secret('API key with the right to read issues') },
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
    }),
  ],
})
