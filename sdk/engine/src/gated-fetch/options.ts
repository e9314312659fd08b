import type { Fetch, RateLimit } from '@headless-pmo/sdk'
import type { Clock } from '../ports/clock.ts'
import type { Transport } from '../ports/transport.ts'
import type { Priority } from './admission.ts'
import type { GateCounters, GateObserver } from './observer.ts'
import type { Outgoing } from './outgoing.ts'
import type { RateStore } from './rate-state.ts'
import type { Redactor } from './redactor.ts'

/** Puts credentials on a request just before it goes; only the host implements it (law 13). */
export interface Authorizer {
  /**
   * Changes the headers or the query of `request`. May exchange or refresh a token first.
   * @throws an error whose message is one sentence for the operator.
   */
  authorize(request: Outgoing, signal: AbortSignal): Promise<void>
  /**
   * The tracker answered 401 to `refused`: drops the token on it, unless a newer one is there already.
   * True when another attempt makes sense.
   */
  renew?(refused: Outgoing, signal: AbortSignal): Promise<boolean>
}

/** What holds for every request of one connection. */
export interface GateOptions {
  /** Id of the connection; named in messages. */
  readonly connection: string
  /** How messages name whose gate this is, at the start of a sentence. Default: `The connection "<id>"` */
  readonly subject?: string
  /**
   * What leaves through it. `read` (the default): requests that only read, tried again until there is a reply that
   * counts. `notify`: POST and PUT as well, each sent once, its reply handed over whatever its status, its redirects
   * not followed; trying again is the sender's business.
   */
  readonly purpose?: 'read' | 'notify'
  /** Origins, or origins with a path; folders as `file:///folder/`. */
  readonly egress: readonly string[]
  /** Folder, as a `file:///…/` address, that relative ones (`file:plans/`) are meant from. */
  readonly fileBase?: string
  /** Addresses to which a POST only reads. */
  readonly queries?: readonly string[]
  readonly rateLimit?: RateLimit
  readonly clock: Clock
  readonly transport: Transport
  readonly rateStore: RateStore
  readonly authorizer?: Authorizer
  readonly redactor: Redactor
  readonly limits?: GateLimits
}

/** Bounds; the defaults are in {@link DEFAULT_LIMITS}. */
export interface GateLimits {
  /** Part of the tracker's own limit that the connection may spend, 0 to 1. */
  readonly share?: number
  /** Attempts at one request that fails by network, time-out, 5xx or a cut reply; the first included. */
  readonly maxAttempts?: number
  /** Refusals for throttling that one request sits out. */
  readonly maxThrottles?: number
  /** Largest body that is read whole, in bytes. */
  readonly maxBodyBytes?: number
  /** First and longest step of the backoff, in milliseconds. */
  readonly backoffBaseMs?: number
  readonly backoffCapMs?: number
}

export const DEFAULT_LIMITS = {
  share: 0.5,
  maxAttempts: 5,
  maxThrottles: 10,
  maxBodyBytes: 64 * 1024 * 1024,
  backoffBaseMs: 500,
  backoffCapMs: 20_000,
} as const satisfies Required<GateLimits>

/** Requests under way at once where the connector says nothing. */
export const DEFAULT_CONCURRENCY = 4

/** Least wait after throttling without a stated time, in seconds, where the connector says nothing. */
export const DEFAULT_FALLBACK_WAIT_SECONDS = 60

/** One run or one interactive question that goes through a gate. */
export interface GateSessionOptions {
  /** Interactive requests go first and may use the part of the budget that backfill leaves. */
  readonly priority?: Priority
  readonly signal?: AbortSignal
  /** All waits together, in milliseconds, keeping the pace excepted. */
  readonly maxWaitMs?: number
  readonly observer?: GateObserver
  /**
   * Addresses at which this session alone may do more than read, and what lies below them; within the egress list. Each such request
   * is sent once, its reply handed over whatever its status, its redirects not followed: for registering webhooks.
   */
  readonly writes?: readonly string[]
  /** Seeds the jitter of the backoff. */
  readonly seed?: number
}

/** Default bound of a session's waits, in milliseconds. */
export const DEFAULT_MAX_WAIT_MS = { backfill: 15 * 60_000, interactive: 20_000 } as const

export interface GateSession {
  /** What a plugin is given. Throws GateError for what is refused or given up; statuses are replies. */
  readonly fetch: Fetch
  counters(): GateCounters
  /** Ends what is under way. Safe to call twice. */
  dispose(): Promise<void>
}
