import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '@headless-pmo/engine'

/** The platform's timers hold no more than this. */
const LONGEST_TIMER_MS = 2_000_000_000

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= LONGEST_TIMER_MS) {
      try {
        await delay(Math.min(left, LONGEST_TIMER_MS), undefined, signal === undefined ? {} : { signal })
      } catch (error) {
        // The port speaks of the signal's own reason, the platform wraps it.
        signal?.throwIfAborted()
        throw error
      }
    }
    signal?.throwIfAborted()
  },
}
