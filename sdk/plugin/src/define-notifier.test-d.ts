import { expectTypeOf, test } from 'vitest'
import { auth, defineNotifier, secret, z, type NotifyResult } from './index.ts'

const base = {
  config: z.object({ url: z.url() }),
  egress: ({ url }: { readonly url: string }) => [url],
}

test('a notifier is given its config and one notification', () => {
  defineNotifier({
    ...base,
    async notify({ config, notification, attempt }) {
      expectTypeOf(config).toEqualTypeOf<{ url: string }>()
      expectTypeOf(attempt).toBeNumber()
      if (notification.type === 'removals.waiting') expectTypeOf(notification.data.removals).toBeNumber()
      return { ok: true }
    },
  })
})

test('authorize names declared secrets only', () => {
  const notify = async (): Promise<NotifyResult> => ({ ok: true })
  const secrets = { signing: secret('Signing secret') }
  defineNotifier({ ...base, secrets, authorize: auth.standardWebhooks('signing'), notify })
  // @ts-expect-error no such secret is declared
  defineNotifier({ ...base, secrets, authorize: auth.standardWebhooks('token'), notify })
  // @ts-expect-error no secret is declared at all
  defineNotifier({ ...base, authorize: auth.bearer('token'), notify })
})

test('a refusal says whether to try again', () => {
  // @ts-expect-error `retry` is missing
  defineNotifier({ ...base, notify: async () => ({ ok: false, message: 'It said no.' }) })
})
