import { createEgress, type Egress } from './egress.ts'
import type { Asked } from './outgoing.ts'
import { seededRandom } from './random.ts'
import type { GateCounters, RequestEvent } from './observer.ts'
import { DEFAULT_MAX_WAIT_MS, type GateOptions, type GateSessionOptions } from './options.ts'
import type { Priority } from './admission.ts'
import { subjectOf } from './refusals.ts'
import { Waits } from './waits.ts'

const WRITING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** What a session counts and who watches it. */
export class SessionState {
  readonly priority: Priority
  readonly waits: Waits
  readonly random: () => number
  /** Whether it may do more than read, somewhere. */
  readonly writes: boolean
  readonly #writable: Egress
  readonly #observer
  readonly #budgets = new Map<string, GateCounters['budgets'][string]>()
  #requests = 0
  #retries = 0
  #bytes = 0
  #notModified = 0

  constructor(
    options: GateSessionOptions,
    gate: Pick<GateOptions, 'clock' | 'connection' | 'subject' | 'purpose'>,
  ) {
    this.priority = options.priority ?? 'backfill'
    this.#observer = options.observer ?? {}
    this.writes = (options.writes ?? []).length > 0
    this.#writable = createEgress(options.writes ?? [])
    this.random = seededRandom(options.seed ?? gate.clock.now())
    this.waits = new Waits({
      clock: gate.clock,
      gate: { subject: subjectOf(gate), ...(gate.purpose !== undefined && { purpose: gate.purpose }) },
      observer: this.#observer,
      maxWaitMs: options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS[this.priority],
    })
  }

  /** Whether this request may change something: only where the session was opened for it. */
  mayWrite({ method, url }: Pick<Asked, 'method' | 'url'>): boolean {
    return this.writes && WRITING.has(method) && this.#writable.refusal(url) === undefined
  }

  noteRequest(event: RequestEvent): void {
    this.#requests++
    this.#bytes += event.bytes
    if (event.attempt > 1) this.#retries++
    if (event.fromCache) this.#notModified++
    try {
      this.#observer.request?.(event)
    } catch {
      // Watching must not disturb what is watched.
    }
  }

  noteBytes(bytes: number): void {
    this.#bytes += bytes
  }

  noteBudget(name: string, budget: GateCounters['budgets'][string]): void {
    this.#budgets.set(name, budget)
  }

  counters(): GateCounters {
    return {
      requests: this.#requests,
      retries: this.#retries,
      waits: this.waits.count,
      waitedMs: this.waits.totalMs,
      bytes: this.#bytes,
      notModified: this.#notModified,
      budgets: Object.fromEntries(this.#budgets),
    }
  }
}
