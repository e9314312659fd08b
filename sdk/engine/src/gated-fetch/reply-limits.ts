import type { RateLimit, RefusedReply } from '@headless-pmo/sdk'
import type { Outcome } from './admission.ts'
import { retryAfter, statedReset } from './stated-times.ts'

/** Bodies of refused replies are looked at up to this length. */
export const EXCERPT_BYTES = 64 * 1024

function statedBudget(headers: Headers, limits: RateLimit | undefined, now: number): Outcome['stated'] {
  const names = limits?.headers
  if (names === undefined) return undefined
  const limit = Number(headers.get(names.limit) ?? Number.NaN)
  const remaining = Number(headers.get(names.remaining) ?? Number.NaN)
  const reset = statedReset(headers.get(names.reset), headers, now)
  // Servers whose limits are switched off send 0 of 0 and a reset in year 1.
  if (!(limit > 0) || !(remaining >= 0) || reset === undefined) return undefined
  const budget = names.resource === undefined ? '' : (headers.get(names.resource) ?? '')
  return { budget, limit, remaining: Math.min(limit, remaining), reset }
}

/** A refused reply with all its headers, which a connector in another process has to be sent before it asks for one. */
export interface TransferableReply extends RefusedReply {
  readonly headers: readonly (readonly [string, string])[]
}

/**
 * Asks the connector whether a refused reply is throttling although its status does not say so. It is shown neither cookies nor
 * secrets, as in any reply.
 */
export async function saysThrottled(
  reply: { readonly response: Response; readonly body?: Uint8Array },
  limits: RateLimit | undefined,
  redact: (text: string) => string,
): Promise<boolean> {
  const { status, headers } = reply.response
  if (status < 400 || limits?.isThrottled === undefined) return false
  const shown = new Headers(
    [...headers].filter(([name]) => name !== 'set-cookie').map(([name, value]) => [name, redact(value)]),
  )
  const body = reply.body === undefined ? '' : new TextDecoder().decode(reply.body.subarray(0, EXCERPT_BYTES))
  const told: TransferableReply = {
    status,
    header: (name) => shown.get(name),
    body: redact(body),
    headers: [...shown],
  }
  try {
    return await limits.isThrottled(told)
  } catch {
    // A connector's own mistake in reading a refusal leaves the refusal what its status says.
    return false
  }
}

/**
 * Reads what a reply means for limits. 429 is throttling; so is 403 with nothing left, with Retry-After, or
 * by the connector's word, and 503 with Retry-After.
 * @param told what the connector says of it; see {@link saysThrottled}
 */
export function readLimits(
  reply: { readonly response: Response; readonly now: number },
  limits: RateLimit | undefined,
  told = false,
): Outcome {
  const { response, now } = reply
  const { status, headers } = response
  // A 401 answers a stranger, and states a stranger's limits: a token that is put right must not wait for them.
  const stated = status === 401 ? undefined : statedBudget(headers, limits, now)
  const served = status < 400 || status === 404 || status === 410
  const base = stated === undefined ? { served } : { served, stated }
  if (status < 400) return base

  const until = retryAfter(headers, now)
  const throttled =
    status === 429 ||
    (status === 403 && (stated?.remaining === 0 || headers.has('retry-after'))) ||
    (status === 503 && until !== undefined) ||
    told
  if (!throttled) return base
  const why =
    until !== undefined
      ? `the tracker answered ${status} and asked to wait`
      : stated?.remaining === 0
        ? `the tracker answered ${status}: its limit of ${stated.limit} requests is used up`
        : `the tracker answered ${status} without saying how long to wait`
  return { ...base, served: false, throttled: until === undefined ? { reason: why } : { until, reason: why } }
}
