import type { RateLimit } from '@headless-pmo/sdk'
import type { WireFault } from './fault.ts'

/** How a tracker says that it is asked too often. See {@link createWire}. */
export interface Throttling {
  /** Default 429. */
  readonly status?: 429 | 403 | 503
  /** `Retry-After` in seconds; absent: the tracker does not say how long. */
  readonly retryAfterSeconds?: number
  /** Write `Retry-After` as a date. */
  readonly asDate?: boolean
  /** Text of the reply. Default: a message as JSON. */
  readonly body?: string
  /** Beside those that every reply has. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers in the tracker's place that it is asked too often. See {@link createWire}. */
export function throttles(how: Throttling = {}): WireFault {
  const { status = 429, retryAfterSeconds, asDate = false, body = '{"message":"Too many requests"}' } = how
  return async ({ clock }) => {
    const headers = new Headers({ 'content-type': 'application/json', ...how.headers })
    headers.set('date', new Date(clock.now()).toUTCString())
    if (retryAfterSeconds !== undefined) {
      const until = new Date(clock.now() + retryAfterSeconds * 1000).toUTCString()
      headers.set('retry-after', asDate ? until : String(retryAfterSeconds))
    }
    return new Response(body, { status, headers })
  }
}

/** GitHub's secondary limit: a 403 whose words alone say that it is no refusal of rights. See {@link createWire}. */
export function throttlesLikeGitHub(retryAfterSeconds?: number): WireFault {
  return throttles({
    status: 403,
    body: '{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}

/**
 * A budget as the connector says that its tracker states it: `limit` requests in each window. What goes beyond
 * is refused, with the same headers. One budget for all requests. See {@link createWire}.
 */
export function keepsBudget(
  names: NonNullable<RateLimit['headers']>,
  budget: {
    /** Requests in each window. */
    readonly limit: number
    /** Length of a window, in milliseconds. */
    readonly windowMs: number
    /** Requests of the first window that somebody else has spent. Default 0. */
    readonly used?: number
  },
): WireFault {
  let window: { reset: number; left: number } | undefined
  return async ({ request, clock, forward }) => {
    const now = clock.now()
    if (window === undefined || now >= window.reset) {
      const used = window === undefined ? (budget.used ?? 0) : 0
      // Trackers state whole seconds.
      window = { reset: Math.ceil((now + budget.windowMs) / 1000) * 1000, left: budget.limit - used }
    }
    const refused = window.left <= 0
    if (!refused) window.left--
    const reply = refused
      ? new Response('{"message":"API rate limit exceeded"}', {
          status: 429,
          headers: { 'content-type': 'application/json' },
        })
      : await forward(request)
    const headers = new Headers(reply.headers)
    headers.set('date', new Date(now).toUTCString())
    headers.set(names.limit, String(budget.limit))
    headers.set(names.remaining, String(window.left))
    headers.set(names.reset, String(window.reset / 1000))
    if (names.resource !== undefined) headers.set(names.resource, 'core')
    return new Response(reply.body, { status: reply.status, headers })
  }
}

/**
 * The same for a tracker that lists its budgets as policies: two of them in an order of their own, of which the smaller one counts.
 * See {@link createWire}.
 */
export function keepsPolicies(
  names: NonNullable<RateLimit['policies']>,
  budget: { readonly limit: number; readonly windowMs: number; readonly used?: number },
): WireFault {
  const seconds = Math.ceil(budget.windowMs / 1000)
  let window: { reset: number; left: number } | undefined
  return async ({ request, clock, forward }) => {
    const now = clock.now()
    if (window === undefined || now >= window.reset) {
      const used = window === undefined ? (budget.used ?? 0) : 0
      window = { reset: now + seconds * 1000, left: budget.limit - used }
    }
    const refused = window.left <= 0
    if (!refused) window.left--
    const reply = refused
      ? new Response('{"message":"Too many requests"}', {
          status: 429,
          headers: { 'content-type': 'application/json' },
        })
      : await forward(request)
    const headers = new Headers(reply.headers)
    headers.set('date', new Date(now).toUTCString())
    const left = Math.ceil((window.reset - now) / 1000)
    headers.set(names.state, `"kit-month";t=86400;r=100000, "kit-minute";r=${window.left};t=${left}`)
    headers.set(names.policy, `"kit-minute";w=${seconds};q=${budget.limit}, "kit-month";q=100001;w=86400`)
    return new Response(reply.body, { status: reply.status, headers })
  }
}
