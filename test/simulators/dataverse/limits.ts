import type { Reply } from '../common/http/reply.ts'
import type { SimulatorClock } from '../common/clock.ts'
import { failure } from './failure.ts'

/** Service protection: per user and web server, within a window that slides. */
export interface LimitOptions {
  /** Default 6000. */
  readonly requests?: number
  /** Default 300. */
  readonly windowSeconds?: number
}

export const CODES = {
  requests: '0x80072322',
  executionTime: '0x80072321',
  concurrency: '0x80072326',
} as const

/** Counts requests by time. */
export class ServiceProtection {
  readonly #clock: SimulatorClock
  readonly #most: number
  readonly #windowMs: number
  #instants: number[] = []

  constructor(clock: SimulatorClock, { requests = 6000, windowSeconds = 300 }: LimitOptions = {}) {
    this.#clock = clock
    this.#most = requests
    this.#windowMs = windowSeconds * 1000
  }

  /** Counts one more request; gives the refusal when it is one too many. */
  refusal(): Reply | undefined {
    const now = this.#clock.now()
    this.#instants = this.#instants.filter((instant) => instant > now - this.#windowMs)
    if (this.#instants.length < this.#most) {
      this.#instants.push(now)
      return undefined
    }
    const wait = Math.ceil(((this.#instants[0] ?? now) + this.#windowMs - now) / 1000)
    return throttled('requests', wait, {
      most: this.#most,
      windowSeconds: this.#windowMs / 1000,
    })
  }

  headers(): Record<string, string> {
    return {
      'x-ms-ratelimit-burst-remaining-xrm-requests': String(Math.max(0, this.#most - this.#instants.length)),
      'x-ms-ratelimit-time-remaining-xrm-requests': '1,200.00',
    }
  }
}

/** The refusal of service protection, for whichever of its three limits. */
export function throttled(
  limit: keyof typeof CODES,
  retryAfter: number | undefined,
  { most = 6000, windowSeconds = 300 }: { readonly most?: number; readonly windowSeconds?: number } = {},
): Reply {
  const messages = {
    requests: `Number of requests exceeded the limit of ${most} over time window of ${windowSeconds} seconds.`,
    executionTime: `Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of ${windowSeconds} seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.`,
    concurrency: 'Number of concurrent requests exceeded the limit of 52.',
  }
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  return failure(429, messages[limit], CODES[limit], headers)
}
