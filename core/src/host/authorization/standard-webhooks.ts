import { createHmac } from 'node:crypto'
import type { Outgoing } from '@headless-pmo/engine'
import { PmoError } from '../../config/index.ts'
import { subjectOf, type HostKey } from '../subject.ts'

/** Lengths that the specification allows for a key, in bytes. */
const LEAST_BYTES = 24
const MOST_BYTES = 64

const PREFIX = 'whsec_'

function keyOf(text: string): Buffer | undefined {
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text
  const key = Buffer.from(encoded, 'base64')
  // Node skips what is no base64; a secret that was mistyped must not become another key.
  const exact = key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '')
  return exact && key.length >= LEAST_BYTES && key.length <= MOST_BYTES ? key : undefined
}

/**
 * The keys of a Standard Webhooks secret: `whsec_` and base64. While a secret is being changed it holds the new and the
 * old one with a space between, and deliveries bear a signature by each.
 * @throws PmoError `secret-unreadable`, without repeating what was given
 */
export function standardWebhooksKeys(
  secret: string,
  from: { readonly owner: HostKey; readonly name: string },
): readonly Buffer[] {
  const keys = secret
    .split(/\s+/)
    .filter((text) => text !== '')
    .map(keyOf)
  const usable = keys.filter((key) => key !== undefined)
  if (usable.length === keys.length && keys.length > 0) return usable
  throw new PmoError(
    'secret-unreadable',
    `The secret "${from.name}" of ${subjectOf(from.owner, 'the')} is not one of Standard Webhooks; write ${PREFIX} and the base64 of ${LEAST_BYTES} to ${MOST_BYTES} random bytes, made with: node -e "console.log('${PREFIX}'+crypto.randomBytes(32).toString('base64'))"`,
  )
}

/**
 * Signs a delivery by Standard Webhooks 1.0: HMAC-SHA256 over its `webhook-id`, the time of this attempt and the raw
 * body, with every key. The id is the plugin's to set, so that it stays the same on all attempts.
 * @param now Unix milliseconds; receivers refuse old times
 * @throws PmoError `authorization-failed` without a usable id
 */
export function signStandardWebhook(
  keys: readonly Buffer[],
  { headers, body }: Outgoing,
  attempt: { readonly owner: HostKey; readonly now: number },
): void {
  const id = headers.get('webhook-id') ?? ''
  // With a full stop in it the id could pass a part of itself off as the time.
  if (!/^[\w-]{1,256}$/.test(id)) {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(attempt.owner)} signs by Standard Webhooks and has to set the header webhook-id: letters, digits, "_" and "-", e.g. deliveryId.`,
    )
  }
  const timestamp = String(Math.floor(attempt.now / 1000))
  const signatures = keys.map((key) => {
    const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`)
    if (body !== undefined) hmac.update(body)
    return `v1,${hmac.digest('base64')}`
  })
  headers.set('webhook-timestamp', timestamp)
  headers.set('webhook-signature', signatures.join(' '))
}
