/**
 * Webhooks for Headless PMO: posts every notification as JSON to an address, signed by Standard Webhooks.
 * @module
 */
import { auth, defineNotifier, definePlugin, secret } from '@headless-pmo/sdk'
import { Config, headersOf } from './config.ts'
import { payloadOf } from './payload.ts'
import { resultOf } from './result.ts'

export type { WebhookPayload } from './payload.ts'

/** One request an attempt: what the receiver answers decides what becomes of the delivery. */
const notifier = defineNotifier({
  config: Config,
  secrets: {
    signing: secret(
      'Standard Webhooks secret: whsec_ and base64; two with a space between while it is changed',
    ),
  },
  authorize: auth.standardWebhooks('signing'),
  egress: ({ url }) => [url],
  async notify({ config, notification, deliveryId, signal, ...host }) {
    const reply = await host.fetch(config.url, {
      method: 'POST',
      headers: { ...headersOf(config), 'content-type': 'application/json', 'webhook-id': deliveryId },
      body: JSON.stringify(payloadOf(notification)),
      redirect: 'manual',
      signal,
    })
    return resultOf(reply)
  },
})

export default definePlugin({
  id: 'notify-webhook',
  title: 'Webhook',
  version: '0.1.0',
  sdk: '^1.1.0',
  contributes: [notifier],
})
