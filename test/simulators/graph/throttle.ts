import type { SimulatorClock } from '../common/clock.ts'

/** So many requests in any window, those inside of batches counted one by one. */
export interface ThrottleOptions {
  readonly requests: number
  readonly windowSeconds: number
}

/** Counts requests in windows of the simulator's clock. */
export class Throttle {
  readonly #clock: SimulatorClock
  readonly #options: ThrottleOptions | undefined
  #window = -1
  #count = 0

  constructor(clock: SimulatorClock, options: ThrottleOptions | undefined) {
    this.#clock = clock
    this.#options = options
  }

  /** Seconds to wait; undefined when the request may pass, which counts it. */
  take(): number | undefined {
    if (this.#options === undefined) return undefined
    const { requests, windowSeconds } = this.#options
    const now = this.#clock.now() / 1000
    const window = Math.floor(now / windowSeconds)
    if (window !== this.#window) {
      this.#window = window
      this.#count = 0
    }
    if (this.#count >= requests) return Math.max(1, Math.ceil((window + 1) * windowSeconds - now))
    this.#count++
    return undefined
  }
}
