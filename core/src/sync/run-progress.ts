import type { GateSession, StreamResult, Wait } from '@headless-pmo/engine'
import type { RunProgress } from './tables.ts'

/** How often a run's row is rewritten while it goes on, at most. */
const SAVE_EVERY_MS = 500

/** Collects what a run tells of itself and hands it on, not more often than a reader can follow. */
export class ProgressReporter {
  readonly #save: (progress: RunProgress) => Promise<void>
  #streams: readonly StreamResult[] = []
  #wait: Wait | undefined
  #session: Pick<GateSession, 'counters'> | undefined
  #lastSaved = Number.NEGATIVE_INFINITY
  #saving: Promise<void> | undefined
  #again = false
  #later: NodeJS.Timeout | undefined

  constructor(save: (progress: RunProgress) => Promise<void>) {
    this.#save = save
  }

  watch(session: Pick<GateSession, 'counters'>): void {
    this.#session = session
  }

  streams(results: readonly StreamResult[]): void {
    this.#streams = results
    this.#report(false)
  }

  wait(wait: Wait | undefined): void {
    this.#wait = wait
    this.#report(true)
  }

  /** The state of things, for the last word. */
  current(): RunProgress {
    const counters = this.#session?.counters()
    const left = Object.values(counters?.budgets ?? {}).map((budget) => budget.remaining)
    return {
      streams: this.#streams,
      requests: counters?.requests ?? 0,
      ...(left.length > 0 && { rateRemaining: Math.min(...left) }),
      ...(this.#wait !== undefined && {
        wait: { until: new Date(this.#wait.until).toISOString(), reason: this.#wait.reason },
      }),
    }
  }

  /** Waits until nothing is being saved any more. */
  async settled(): Promise<void> {
    clearTimeout(this.#later)
    this.#later = undefined
    while (this.#saving !== undefined) await this.#saving
  }

  #report(now: boolean): void {
    if (this.#saving !== undefined) {
      // What changes while the row is being written is said right after: a wait may last for hours.
      this.#again ||= now
      return
    }
    const early = SAVE_EVERY_MS - (performance.now() - this.#lastSaved)
    if (!now && early > 0) {
      // The next step may be long in coming; until then the row must not tell of one that is over.
      this.#later ??= setTimeout(() => this.#report(true), early)
      return
    }
    clearTimeout(this.#later)
    this.#later = undefined
    this.#lastSaved = performance.now()
    this.#saving = this.#save(this.current())
      // The next report, or the last word, says it again.
      .catch(() => undefined)
      .finally(() => {
        this.#saving = undefined
        const again = this.#again
        this.#again = false
        if (again) this.#report(true)
      })
  }
}
