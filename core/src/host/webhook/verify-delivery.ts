import { createHmac, timingSafeEqual } from 'node:crypto'
import type { HmacVerification } from '@headless-pmo/sdk'

/** A delivery as it came in. */
export interface Delivery {
  readonly headers: Headers
  /** The bytes as they were sent: the signature is over these. */
  readonly body: Uint8Array
}

/** Why a delivery is not believed; undefined when its signature is right. */
export function deliveryRefusal(
  delivery: Delivery,
  verification: HmacVerification,
  secret: string,
): string | undefined {
  const { algorithm, header, prefix } = verification
  const given = delivery.headers.get(header)
  if (given === null) return `the header ${header} is missing`
  if (!given.startsWith(prefix)) return `the header ${header} does not start with "${prefix}"`
  const hex = given.slice(prefix.length)
  const expected = createHmac(algorithm, secret).update(delivery.body).digest()
  // Node would cut an odd text off silently, and texts of other lengths cannot be compared in constant time.
  if (!/^[0-9a-f]+$/i.test(hex) || hex.length !== expected.length * 2) {
    return `the header ${header} holds no signature by ${algorithm}`
  }
  return timingSafeEqual(Buffer.from(hex, 'hex'), expected)
    ? undefined
    : 'the signature does not fit the body'
}
