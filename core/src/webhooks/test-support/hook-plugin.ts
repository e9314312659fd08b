import {
  auth,
  defineConnector,
  definePlugin,
  defineStream,
  header,
  hmac,
  pathToken,
  secret,
  z,
  type Plugin,
} from '@headless-pmo/sdk'

const Config = z.object({ baseUrl: z.string().describe('Address of the tracker') })
const Hook = z.looseObject({ id: z.string(), url: z.string().optional(), endsAt: z.number() })
const Hooks = z.object({ hooks: z.array(Hook) })
const Event = z.looseObject({ thing: z.string() })

const lease = ({ id, url, endsAt }: z.output<typeof Hook>) => ({
  id,
  expiresAt: endsAt,
  ...(url !== undefined && { address: url }),
})

/** A connector of the tracker in `hook-tracker.ts`. */
export const hookPlugin: Plugin = definePlugin({
  id: 'hooked',
  title: 'Hooked',
  version: '1.0.0',
  sdk: '^1.2.0',
  contributes: [
    defineConnector({
      config: Config,
      secrets: { token: secret('read and hooks'), hook: secret('of signed deliveries', { optional: true }) },
      authorize: auth.bearer('token'),
      egress: ({ baseUrl }) => [baseUrl],
      rateLimit: {
        policies: { state: 'ratelimit', policy: 'ratelimit-policy' },
        reason: ({ header: named }) =>
          named('x-reason') === 'burst' ? { scope: 'route', words: 'a burst' } : undefined,
      },
      probe: async () => ({ ok: true }),
      streams: {
        things: defineStream({
          config: Config,
          item: z.looseObject({ id: z.string() }),
          cursor: z.object({}),
          start: {},
          changes: 'snapshot',
          deletes: 'snapshot',
          mapVersion: 1,
          async *read() {},
          ref: (thing) => thing.id,
          map: () => [],
        }),
      },
      webhook: {
        verify: [hmac.sha256({ secret: 'hook', header: 'x-signature', prefix: 'sha256=' }), pathToken()],
        deliveryId: header('x-delivery', { orBody: true }),
        hints({ body }) {
          const event = Event.safeParse(body)
          return event.success ? [{ stream: 'things', whole: true }] : []
        },
        subscription: {
          lifetimeSeconds: 30 * 86_400,
          writes: ({ baseUrl }) => [`${baseUrl}/hooks`],
          async list({ fetch, config }) {
            const reply = await fetch(`${config.baseUrl}/hooks`)
            if (!reply.ok)
              throw new Error(`The tracker answered ${reply.status} when it was asked for webhooks.`)
            return Hooks.parse(await reply.json()).hooks.map(lease)
          },
          async register({ fetch, config, address, log }) {
            const body = JSON.stringify({ url: address })
            const reply = await fetch(`${config.baseUrl}/hooks`, { method: 'POST', body })
            if (!reply.ok) throw new Error(`The tracker answered ${reply.status} to the webhook ${address}.`)
            log.info(`Registered ${address}.`)
            return [lease(Hook.parse(await reply.json()))]
          },
          async renew({ fetch, config, ids }) {
            const body = JSON.stringify({ ids })
            const reply = await fetch(`${config.baseUrl}/hooks/refresh`, { method: 'PUT', body })
            return reply.ok ? Hooks.parse(await reply.json()).hooks.map(lease) : []
          },
          async remove({ fetch, config, ids }) {
            for (const id of ids) await fetch(`${config.baseUrl}/hooks/${id}`, { method: 'DELETE' })
          },
        },
      },
    }),
  ],
})

export default hookPlugin
