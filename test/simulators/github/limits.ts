import type { SimulatorClock } from '../common/clock.ts'
import type { Reply } from '../common/http/reply.ts'
import { failure } from './http/reply.ts'

export interface LimitOptions {
  /** Requests a window. */
  readonly core?: number
  /** Points a window. */
  readonly graphql?: number
  readonly search?: number
  /** Requests a window for callers without a token. */
  readonly anonymous?: number
  /** Length of a window, milliseconds; one hour at GitHub. */
  readonly windowMs?: number
  /** Points a minute of the secondary limit (a GET costs 1, a write 5); undefined = not enforced. */
  readonly perMinute?: number | null
  /** Status of a refusal. */
  readonly status?: 403 | 429
  /** `omit` and `zero` are how an Enterprise Server without limits answers. */
  readonly headers?: 'send' | 'omit' | 'zero'
  /** GraphQL connections with a larger `first` fail with RESOURCE_LIMITS_EXCEEDED. */
  readonly graphqlMaxFirst?: number | null
  /** Page-size cap below GitHub's 100. */
  readonly maxPerPage?: number
}

export type Limits = Required<LimitOptions>

export const DEFAULT_LIMITS: Limits = {
  core: 5_000,
  graphql: 5_000,
  search: 30,
  anonymous: 60,
  windowMs: 3_600_000,
  perMinute: null,
  status: 403,
  headers: 'send',
  graphqlMaxFirst: null,
  maxPerPage: 100,
}

export type Resource = 'core' | 'graphql' | 'search'

interface Bucket {
  readonly limit: number
  used: number
  resetAt: number
}

export interface RateWindow {
  readonly limit: number
  readonly used: number
  readonly remaining: number
  /** Seconds since 1970. */
  readonly reset: number
}

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

/** Counts what callers used, by the simulator's clock. */
export class RateLimiter {
  readonly #clock: SimulatorClock
  #limits: Limits
  readonly #buckets = new Map<string, Bucket>()
  #minute = { start: 0, points: 0 }

  constructor(clock: SimulatorClock, options: LimitOptions = {}) {
    this.#clock = clock
    this.#limits = { ...DEFAULT_LIMITS, ...options }
  }

  get limits(): Limits {
    return this.#limits
  }

  /** New limits begin with new windows. */
  configure(options: LimitOptions): void {
    this.#limits = { ...this.#limits, ...options }
    this.#buckets.clear()
    this.#minute = { start: 0, points: 0 }
  }

  #bucket(account: string, resource: Resource): Bucket {
    const key = `${account}/${resource}`
    const now = this.#clock.now()
    const known = this.#buckets.get(key)
    const limit =
      account === 'anonymous' && resource === 'core' ? this.#limits.anonymous : this.#limits[resource]
    if (known !== undefined && known.resetAt > now) return known
    const length = resource === 'search' ? Math.min(60_000, this.#limits.windowMs) : this.#limits.windowMs
    const fresh: Bucket = { limit, used: 0, resetAt: now + length }
    this.#buckets.set(key, fresh)
    return fresh
  }

  window(account: string, resource: Resource): RateWindow {
    const bucket = this.#bucket(account, resource)
    const remaining = Math.max(0, bucket.limit - bucket.used)
    return { limit: bucket.limit, used: bucket.used, remaining, reset: Math.ceil(bucket.resetAt / 1000) }
  }

  charge(account: string, resource: Resource, points: number): void {
    this.#bucket(account, resource).used += points
  }

  /** The refusal due now, if one is; counts the secondary limit's points. */
  refusal(request: {
    readonly account: string
    readonly resource: Resource
    readonly write: boolean
  }): Reply | undefined {
    if (this.#limits.headers !== 'send') return undefined
    if (this.window(request.account, request.resource).remaining <= 0)
      return failure(this.#limits.status, `API rate limit exceeded for ${request.account}.`)
    return this.#secondary(request.write)
  }

  #secondary(write: boolean): Reply | undefined {
    const { perMinute } = this.#limits
    if (perMinute === null) return undefined
    const now = this.#clock.now()
    if (now - this.#minute.start >= 60_000) this.#minute = { start: now, points: 0 }
    if (this.#minute.points >= perMinute) {
      const reply = failure(this.#limits.status, SECONDARY)
      const wait = Math.max(1, Math.ceil((this.#minute.start + 60_000 - now) / 1000))
      return { ...reply, headers: { ...reply.headers, 'retry-after': String(wait) } }
    }
    this.#minute.points += write ? 5 : 1
    return undefined
  }

  /** The headers every reply carries. */
  headers(account: string, resource: Resource): Readonly<Record<string, string>> {
    if (this.#limits.headers === 'omit') return {}
    if (this.#limits.headers === 'zero')
      return {
        'x-ratelimit-limit': '0',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-used': '0',
        // The first second of the year 1.
        'x-ratelimit-reset': '-62135596800',
        'x-ratelimit-resource': resource,
      }
    const window = this.window(account, resource)
    return {
      'x-ratelimit-limit': String(window.limit),
      'x-ratelimit-remaining': String(window.remaining),
      'x-ratelimit-used': String(window.used),
      'x-ratelimit-reset': String(window.reset),
      'x-ratelimit-resource': resource,
    }
  }
}
