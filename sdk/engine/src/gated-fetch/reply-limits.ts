import type { LimitReason, RateLimit, RefusedReply } from '@headless-pmo/sdk'
import type { Outcome } from './admission.ts'
import { statedPolicies } from './policies.ts'
import { retryAfter, statedReset } from './stated-times.ts'

/** Bodies of refused replies are looked at up to this length. */
export const EXCERPT_BYTES = 64 * 1024

type Stated = NonNullable<Outcome['stated']>

function statedByHeaders(headers: Headers, limits: RateLimit | undefined, now: number): Stated | undefined {
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

function statedByPolicies(headers: Headers, limits: RateLimit | undefined, now: number): readonly Stated[] {
  if (limits?.policies === undefined) return []
  return statedPolicies(headers, limits.policies, now).map(({ name, quota, remaining, reset }) => ({
    budget: `policy ${name}`,
    limit: quota ?? Math.max(1, remaining),
    remaining: Math.min(quota ?? remaining, remaining),
    reset,
    ...(quota === undefined && { limitGuessed: true }),
  }))
}

/** The budget that a reply states; of several the one of which the least part is left, for it is the next to hold us back. */
function statedBudget(headers: Headers, limits: RateLimit | undefined, now: number): Stated | undefined {
  const byHeaders = statedByHeaders(headers, limits, now)
  const all = [...(byHeaders === undefined ? [] : [byHeaders]), ...statedByPolicies(headers, limits, now)]
  return all.toSorted((one, other) => one.remaining / one.limit - other.remaining / other.limit)[0]
}

/** A refused reply with all its headers, which a connector in another process has to be sent before it asks for one. */
export interface TransferableReply extends RefusedReply {
  readonly headers: readonly (readonly [string, string])[]
}

type Refused = { readonly response: Response; readonly body?: Uint8Array }

/** A refused reply as a connector is shown it: neither cookies nor secrets, as in any reply. */
function told({ response, body }: Refused, redact: (text: string) => string): TransferableReply {
  const shown = new Headers(
    [...response.headers]
      .filter(([name]) => name !== 'set-cookie')
      .map(([name, value]) => [name, redact(value)]),
  )
  const text = body === undefined ? '' : new TextDecoder().decode(body.subarray(0, EXCERPT_BYTES))
  return {
    status: response.status,
    header: (name) => shown.get(name),
    body: redact(text),
    headers: [...shown],
  }
}

/** Asks the connector whether a refused reply is throttling although its status does not say so. */
export async function saysThrottled(
  reply: Refused,
  limits: RateLimit | undefined,
  redact: (text: string) => string,
): Promise<boolean> {
  if (reply.response.status < 400 || limits?.isThrottled === undefined) return false
  try {
    return await limits.isThrottled(told(reply, redact))
  } catch {
    // A connector's own mistake in reading a refusal leaves the refusal what its status says.
    return false
  }
}

function namedReset(headers: Headers, { headers: names }: RateLimit, now: number): number | undefined {
  const reset = names === undefined ? undefined : statedReset(headers.get(names.reset), headers, now)
  return reset !== undefined && reset > now ? reset : undefined
}

const SCOPES: ReadonlySet<unknown> = new Set<LimitReason['scope']>(['all', 'route', 'item'])

/**
 * Asks the connector for the reason of a refusal for throttling, and lets it hold back what the reason is about. A reason that is not
 * known is taken as a quota: everything waits, until the stated time or else until the budget is full again.
 */
export async function byReason(
  outcome: Outcome,
  reply: Refused,
  limits: RateLimit | undefined,
  means: { readonly redact: (text: string) => string; readonly now: number },
): Promise<Outcome> {
  const { redact, now } = means
  const { throttled, stated, ...rest } = outcome
  if (throttled === undefined || limits?.reason === undefined) return outcome
  let reason: LimitReason | undefined
  try {
    reason = await limits.reason(told(reply, redact))
  } catch {
    // As above: unknown.
  }
  const known = SCOPES.has(reason?.scope) ? reason : undefined
  const scope = known?.scope ?? 'all'
  const words = known?.words === undefined ? throttled.reason : redact(known.words)
  // What a burst or a single thing has left says nothing of the budget that all share.
  if (scope !== 'all') return { ...rest, throttled: { ...throttled, reason: words, scope } }
  // A refusal may name the reset alone.
  const until = throttled.until ?? stated?.reset ?? namedReset(reply.response.headers, limits, now)
  return {
    ...outcome,
    throttled: { reason: words, scope, ...(until !== undefined && { until }) },
  }
}

/**
 * Reads what a reply means for limits. 429 is throttling; so is 403 with nothing left, with Retry-After, or
 * by the connector's word, and 503 with Retry-After.
 * @param saidSo what the connector says of it; see {@link saysThrottled}
 */
export function readLimits(
  reply: { readonly response: Response; readonly now: number },
  limits: RateLimit | undefined,
  saidSo = false,
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
    saidSo
  if (!throttled) return base
  const why =
    until !== undefined
      ? `the tracker answered ${status} and asked to wait`
      : stated?.remaining === 0
        ? `the tracker answered ${status}: its limit of ${stated.limit} requests is used up`
        : `the tracker answered ${status} without saying how long to wait`
  return { ...base, served: false, throttled: until === undefined ? { reason: why } : { until, reason: why } }
}
