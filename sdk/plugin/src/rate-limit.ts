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
 * What a refusal for throttling holds back, by the reason that the tracker gives:
 * - `all`: a quota is used up. Every request of the connection waits until the stated time, or the reset.
 * - `route`: a burst. Requests to that endpoint by that method wait, and go on more slowly; others do not.
 * - `item`: one thing is asked for too often. Requests to that very address wait.
 *
 * @example
 * ```ts
 * const REASONS: Readonly<Record<string, LimitReason>> = {
 *   'jira-quota-tenant-based': { scope: 'all', words: 'the hourly quota of the site is used up' },
 *   'jira-burst-based': { scope: 'route' },
 *   'jira-per-issue-on-write': { scope: 'item' },
 * }
 * const reason = ({ header }: RefusedReply) => REASONS[header('ratelimit-reason') ?? '']
 * ```
 */
export interface LimitReason {
  /** What has to wait. */
  readonly scope: 'all' | 'route' | 'item'
  /** For people, continuing "because": `the hourly quota of the site is used up`. Default: what the reply says. */
  readonly words?: string
}

/**
 * How a tracker states its limits, as data. The host reads the headers, spends at most a share of the
 * budget (half by default), honours Retry-After, and waits with a bound.
 *
 * @example
 * ```ts
 * const rateLimit: RateLimit = {
 *   headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
 *   policies: { state: 'ratelimit', policy: 'ratelimit-policy' },
 *   reason: ({ header }) => (header('ratelimit-reason') === 'burst' ? { scope: 'route' } : undefined),
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
    /** Unix seconds, Unix milliseconds, seconds from now or an ISO instant; all are read. */
    readonly reset: string
    /** Names the budget that a reply was counted on; absent: one budget for the connection. */
    readonly resource?: string
  }
  /**
   * Names of the headers that list budgets as policies (IETF "RateLimit header fields"): `"hour";q=1000;w=3600` in the one,
   * `"hour";r=12;t=40` in the other, any number in any order. The policy of which least is left counts.
   */
  readonly policies?: {
    /** The header with what is left (`r`) and until when (`t`, seconds). */
    readonly state: string
    /** The header with the quota (`q`) and its window (`w`, seconds); replies may lack it. */
    readonly policy: string
  }
  /** Requests that may be under way at once. Default 4. */
  readonly concurrency?: number
  /** Most requests in any minute, where documented. */
  readonly perMinute?: number
  /** Says that a refused reply is throttling although its status alone does not (GitHub's 403). */
  readonly isThrottled?: (reply: RefusedReply) => boolean | Promise<boolean>
  /** Tells refusals for throttling apart by the tracker's reason; undefined (also: a reason not known) holds everything back. */
  readonly reason?: (reply: RefusedReply) => LimitReason | undefined | Promise<LimitReason | undefined>
  /** Least wait after throttling without a stated time, in seconds. Default 60. */
  readonly fallbackWaitSeconds?: number
}
