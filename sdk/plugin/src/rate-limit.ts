/**
 * What a reply tells about throttling; the body is there for replies that are errors only.
 *
 * @example
 * ```ts
 * const isThrottled = ({ status, body }: RefusedReply): boolean => status === 403 && body.includes('rate limit')
 * ```
 */
export interface RefusedReply {
  /** Of HTTP, 400 and above. */
  readonly status: number
  /** A header by its name; null where it is absent. */
  readonly header: (name: string) => string | null
  /** The first 64 KiB as text, without secrets. */
  readonly body: string
}

/**
 * How a tracker states its limits, as data. The host reads the headers, spends at most a share of the
 * budget (half by default), honours Retry-After, and waits with a bound.
 *
 * @example
 * ```ts
 * const rateLimit: RateLimit = {
 *   headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
 *   concurrency: 4,
 *   perMinute: 600,
 * }
 * ```
 */
export interface RateLimit {
  /** Names of the headers that tell the budget. */
  readonly headers?: {
    /** Requests in one period. */
    readonly limit: string
    /** Requests left in it. */
    readonly remaining: string
    /** Unix seconds or an ISO instant; both are read. */
    readonly reset: string
    /** Names the budget that a reply was counted on; absent: one budget for the connection. */
    readonly resource?: string
  }
  /** Requests that may be under way at once. Default 4. */
  readonly concurrency?: number
  /** Most requests in any minute, where documented. */
  readonly perMinute?: number
  /** Says that a refused reply is throttling although its status alone does not (GitHub's 403). */
  readonly isThrottled?: (reply: RefusedReply) => boolean | Promise<boolean>
  /** Least wait after throttling without a stated time, in seconds. Default 60. */
  readonly fallbackWaitSeconds?: number
}
