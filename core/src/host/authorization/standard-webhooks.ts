import { createHmac } from 'node:crypto'
import type { Outgoing } from '@headless-pmo/engine'

/** The key of a Standard Webhooks secret: base64 after `whsec_`; any other text counts as it stands. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret)
}

/**
 * Signs a delivery by Standard Webhooks 1.0 over its `webhook-id`, the time and the raw body. The time is that
 * of the attempt: receivers refuse old ones.
 * @param now milliseconds since the epoch
 */
export function signStandardWebhook(secret: string, { headers, body }: Outgoing, now: number): void {
  const timestamp = String(Math.floor(now / 1000))
  const hmac = createHmac('sha256', keyOf(secret))
  hmac.update(`${headers.get('webhook-id') ?? ''}.${timestamp}.`)
  if (body !== undefined) hmac.update(body)
  headers.set('webhook-timestamp', timestamp)
  headers.set('webhook-signature', `v1,${hmac.digest('base64')}`)
}
