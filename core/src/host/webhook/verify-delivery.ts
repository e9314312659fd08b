import { createHmac, timingSafeEqual } from 'node:crypto'
import type { HmacVerification, WebhookVerification } from '@headless-pmo/sdk'

/** A delivery as it came in. */
export interface Delivery {
  readonly headers: Headers
  /** The bytes as they were sent: the signature is over these. */
  readonly body: Uint8Array
  /** The token in the address that it came to. */
  readonly pathToken?: string
}

/** What deliveries are measured against. */
export interface Proofs {
  /** Value of a secret; undefined where it is not set. */
  readonly secret: (name: string) => string | undefined
  /** Whether a token of an address is one of this connection's. */
  readonly knowsToken: (token: string) => Promise<boolean>
}

/** Why a delivery is not taken: nothing to verify it with is set up, or it is not believed. */
export interface Disbelief {
  readonly unset: boolean
  readonly reason: string
}

/** Looks for one proof among those that the connector accepts; undefined when there is one. */
export async function disbelief(
  delivery: Delivery,
  kinds: readonly WebhookVerification[],
  proofs: Proofs,
): Promise<Disbelief | undefined> {
  const unset: string[] = []
  const reasons: string[] = []
  for (const kind of kinds) {
    if (kind.type === 'pathToken') {
      const { pathToken } = delivery
      if (pathToken !== undefined && (await proofs.knowsToken(pathToken))) return undefined
      reasons.push(
        pathToken === undefined ? 'its address holds no token' : 'the token in its address is unknown',
      )
      continue
    }
    const secret = proofs.secret(kind.secret)
    if (secret === undefined) {
      unset.push(kind.secret)
      continue
    }
    const refusal = deliveryRefusal(delivery, kind, secret)
    if (refusal === undefined) return undefined
    reasons.push(refusal)
  }
  if (reasons.length > 0) return { unset: false, reason: reasons.join(', and ') }
  return { unset: true, reason: unset.map((name) => `"${name}"`).join(', ') }
}

/** Why a delivery is not believed by its signature; undefined when that is right. */
export function deliveryRefusal(
  delivery: Pick<Delivery, 'headers' | 'body'>,
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
