import type { Clock } from '../ports/clock.ts'

interface Timer {
  readonly at: number
  readonly ring: () => void
}

/** A clock that stands still until it is moved; for the conformance kit and tests. */
export interface VirtualClock extends Clock {
  /** Time at which the next sleeper wakes; undefined when nobody sleeps. */
  next(): number | undefined
  /** Moves on by `ms`, waking sleepers in the order of their times. */
  advance(ms: number): Promise<void>
  /** Moves from sleeper to sleeper until `work` is done, and gives its result. */
  run<T>(work: Promise<T>): Promise<T>
}

/** Lets all that is ready run: timers of the platform come after every pending microtask. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A clock that starts at `start`, Unix milliseconds. */
export function virtualClock(start = Date.UTC(2026, 0, 5, 9)): VirtualClock {
  let now = start
  const timers = new Set<Timer>()
  const next = (): number | undefined =>
    timers.size === 0 ? undefined : Math.min(...[...timers].map((timer) => timer.at))
  const moveTo = (at: number): void => {
    now = Math.max(now, at)
    for (const timer of timers) {
      if (timer.at > now) continue
      timers.delete(timer)
      timer.ring()
    }
  }
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason as Error)
          return
        }
        const abort = (): void => {
          timers.delete(timer)
          reject(signal?.reason as Error)
        }
        const timer = {
          at: now + ms,
          ring: () => {
            signal?.removeEventListener('abort', abort)
            resolve()
          },
        }
        signal?.addEventListener('abort', abort, { once: true })
        timers.add(timer)
      }),
    next,
    async advance(ms) {
      const target = now + ms
      await settle()
      for (let at = next(); at !== undefined && at <= target; at = next()) {
        moveTo(at)
        await settle()
      }
      now = target
    },
    async run(work) {
      const state = { done: false }
      const finish = (): void => {
        state.done = true
      }
      work.then(finish, finish)
      while (!state.done) {
        await settle()
        const at = next()
        if (!state.done && at !== undefined) moveTo(at)
      }
      return work
    },
  }
}
