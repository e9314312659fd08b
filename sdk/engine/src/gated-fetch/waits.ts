import type { Clock } from '../ports/clock.ts'
import type { Wait } from './admission.ts'
import { GateError } from './gate-error.ts'
import type { GateObserver } from './observer.ts'
import type { GateOptions } from './options.ts'

/**
 * The waits of one run: told to its observer, counted once where several requests wait at the same time,
 * and bounded in sum. Keeping the pace is no wait in that sum: it is how fast the tracker lets us read.
 */
export class Waits {
  readonly #clock: Clock
  readonly #observer: GateObserver
  readonly #gate: { readonly subject: string; readonly purpose?: GateOptions['purpose'] }
  readonly #bound: number
  readonly #under = new Set<Wait>()
  #counted = 0
  #total = 0
  count = 0

  constructor(options: {
    readonly clock: Clock
    readonly observer: GateObserver
    readonly gate: { readonly subject: string; readonly purpose?: GateOptions['purpose'] }
    readonly maxWaitMs: number
  }) {
    this.#clock = options.clock
    this.#observer = options.observer
    this.#gate = options.gate
    this.#bound = options.maxWaitMs
  }

  get totalMs(): number {
    return this.#total
  }

  /**
   * Waits, or refuses at once when the run would wait longer than it may.
   * @throws GateError `budget-exhausted` with the time and the reason.
   */
  async wait(wait: Wait, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const now = this.#clock.now()
    const added = Math.max(0, wait.until - Math.max(now, this.#counted))
    if (wait.kind !== 'pace') {
      if (this.#total + added > this.#bound) throw this.#exhausted(wait)
      this.#total += added
      this.#counted = Math.max(this.#counted, wait.until)
    }
    this.count++
    this.#under.add(wait)
    this.#publish()
    try {
      await this.#clock.sleep(Math.max(0, wait.until - now), signal)
    } finally {
      this.#under.delete(wait)
      this.#publish()
    }
  }

  #exhausted(wait: Wait): GateError {
    const { until, reason } = wait
    const at = new Date(until).toISOString()
    const then =
      this.#gate.purpose === 'notify'
        ? 'it is tried again then'
        : 'that is longer than this run may wait, so it stops here and the next run goes on from what is stored'
    return new GateError(
      'budget-exhausted',
      `${this.#gate.subject} would have to wait until ${at} because ${reason}; ${then}.`,
      { until, reason },
    )
  }

  #publish(): void {
    const longest = [...this.#under].toSorted((a, b) => b.until - a.until)[0]
    try {
      this.#observer.wait?.(longest)
    } catch {
      // Watching must not disturb what is watched.
    }
  }
}
