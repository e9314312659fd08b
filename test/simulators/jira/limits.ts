import type { SimulatorClock } from '../common/clock.ts'
import type { Reply } from '../common/http/reply.ts'
import { failure } from './http/reply.ts'
import { isoInstant } from './state/dates.ts'
import type { Edition } from './state/world.ts'

/** Three limits at once, each off until set. */
export interface LimitOptions {
  /** Points an hour (reset at the UTC hour) for OAuth apps; API tokens are exempt. */
  readonly pointsPerHour?: number | null
  /** Requests a second of one method and endpoint; on Data Center of one account, whatever the endpoint. */
  readonly burst?: number | null
  /** Writes of one issue within two seconds. */
  readonly writesPerIssue?: number | null
  /** How `X-RateLimit-Reset` is written. */
  readonly resetForm?: 'iso' | 'epoch'
  /** `RateLimit-Reason` of a quota refusal; null leaves it out, as a gateway does. */
  readonly quotaReason?: string | null
}

export type Limits = Required<LimitOptions>

const DEFAULTS: Limits = {
  pointsPerHour: null,
  burst: null,
  writesPerIssue: null,
  resetForm: 'iso',
  quotaReason: 'jira-quota-tenant-based',
}

const HOUR_MS = 3_600_000
const BURST_MS = 1000
const ISSUE_MS = 2000
/** Below this share of what is left, replies say how much it is. */
const NEAR = 0.1

export interface LimitedCall {
  readonly account: string
  /** API tokens and personal access tokens pay no points. */
  readonly paysPoints: boolean
  readonly method: string
  /** Path as the description writes it. */
  readonly template: string
  /** The issue that is written, if one is. */
  readonly issue: string | null
}

interface Window {
  start: number
  used: number
}

/** Counts what callers used, by the simulator's clock. */
export class RateLimiter {
  readonly #clock: SimulatorClock
  #limits: Limits
  readonly #points = new Map<string, Window>()
  readonly #bursts = new Map<string, Window>()
  readonly #writes = new Map<string, Window>()

  readonly #edition: Edition

  constructor(clock: SimulatorClock, edition: Edition, options: LimitOptions = {}) {
    this.#clock = clock
    this.#edition = edition
    this.#limits = { ...DEFAULTS, ...options }
  }

  get limits(): Limits {
    return this.#limits
  }

  /** New limits begin with new windows. */
  configure(options: LimitOptions): void {
    this.#limits = { ...this.#limits, ...options }
    this.#points.clear()
    this.#bursts.clear()
    this.#writes.clear()
  }

  #window(windows: Map<string, Window>, key: string, lengthMs: number): Window {
    const start = Math.floor(this.#clock.now() / lengthMs) * lengthMs
    const known = windows.get(key)
    if (known !== undefined && known.start === start) return known
    const fresh = { start, used: 0 }
    windows.set(key, fresh)
    return fresh
  }

  /** The refusal due now, if one is; otherwise the request is counted. */
  refusal(call: LimitedCall): Reply | undefined {
    const { pointsPerHour, burst, writesPerIssue } = this.#limits
    const points = this.#window(this.#points, call.account, HOUR_MS)
    if (pointsPerHour !== null && call.paysPoints && points.used >= pointsPerHour)
      return this.#refused(points.start + HOUR_MS, this.#limits.quotaReason, pointsPerHour)
    const endpoint = this.#burst(call)
    if (burst !== null && endpoint.used >= burst)
      return this.#edition === 'cloud'
        ? this.#refused(endpoint.start + BURST_MS, 'jira-burst-based', burst)
        : this.#bucketEmpty(endpoint.start + BURST_MS)
    if (call.issue !== null) {
      const issue = this.#window(this.#writes, call.issue, ISSUE_MS)
      if (writesPerIssue !== null && issue.used >= writesPerIssue)
        return this.#refused(issue.start + ISSUE_MS, 'jira-per-issue-on-write', writesPerIssue)
      issue.used++
    }
    endpoint.used++
    return undefined
  }

  #burst(call: LimitedCall): Window {
    const key = this.#edition === 'cloud' ? `${call.method} ${call.template}` : call.account
    return this.#window(this.#bursts, key, BURST_MS)
  }

  #bucketEmpty(filledAt: number): Reply {
    const reply = failure(429, 'Rate limit exceeded.')
    const seconds = Math.max(1, Math.ceil((filledAt - this.#clock.now()) / 1000))
    return { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } }
  }

  /** Takes the points of an answered request: one, and one more for each object. */
  charge(call: LimitedCall, objects: number): void {
    if (!call.paysPoints) return
    const write = call.issue !== null
    this.#window(this.#points, call.account, HOUR_MS).used += write ? 1 : 1 + objects
  }

  #refused(resetAt: number, reason: string | null, limit: number): Reply {
    const reply = failure(429, 'Rate limit exceeded.')
    const seconds = Math.max(1, Math.ceil((resetAt - this.#clock.now()) / 1000))
    const headers = {
      'retry-after': String(seconds),
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset':
        this.#limits.resetForm === 'epoch'
          ? String(Math.ceil(resetAt / 1000))
          : `${isoInstant(resetAt).slice(0, 16)}Z`,
      ...(reason === null ? {} : { 'ratelimit-reason': reason }),
    }
    return { ...reply, headers: { ...reply.headers, ...headers } }
  }

  /** What every reply says of the quota: policy, and the rest when it is nearly used up. */
  headers(call: LimitedCall): Readonly<Record<string, string>> {
    const { pointsPerHour, burst } = this.#limits
    if (this.#edition !== 'cloud') return burst === null ? {} : this.#bucketHeaders(call, burst)
    const policies: string[] = []
    const states: string[] = []
    if (pointsPerHour !== null && call.paysPoints) {
      const window = this.#window(this.#points, call.account, HOUR_MS)
      const left = Math.max(0, pointsPerHour - window.used)
      const seconds = Math.ceil((window.start + HOUR_MS - this.#clock.now()) / 1000)
      policies.push(`"jira-quota-tenant-based";w=3600;q=${pointsPerHour}`)
      if (left <= pointsPerHour * NEAR) states.push(`"jira-quota-tenant-based";t=${seconds};r=${left}`)
    }
    if (burst !== null) policies.push(`"jira-burst-based";q=${burst};w=1`)
    return {
      ...(policies.length === 0 ? {} : { 'ratelimit-policy': policies.join(', ') }),
      ...(states.length === 0 ? {} : { ratelimit: states.join(', ') }),
    }
  }

  /** Data Center's bucket of tokens: how many it holds, how many are left, how fast it fills. */
  #bucketHeaders(call: LimitedCall, burst: number): Readonly<Record<string, string>> {
    return {
      'x-ratelimit-limit': String(burst),
      'x-ratelimit-remaining': String(Math.max(0, burst - this.#burst(call).used)),
      'x-ratelimit-fillrate': String(burst),
      'x-ratelimit-interval-seconds': '1',
    }
  }
}
