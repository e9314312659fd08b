import { MOST_ATTEMPTS, MOST_MS, secondsToNext, type RetrySchedule } from './retry-schedule.ts'

/** How one look at a delivery ended. */
export type Outcome =
  | { readonly type: 'delivered' }
  /** An attempt failed, and another may succeed. */
  | { readonly type: 'failed'; readonly message: string; readonly retryAfterSeconds?: number }
  /** The receiver has refused for good, or the notifier is at fault. */
  | { readonly type: 'refused'; readonly message: string; readonly disable: boolean }
  /** Nothing was sent: the receiver asked all deliveries to wait until then (Unix milliseconds). */
  | { readonly type: 'held'; readonly message: string; readonly until: number }

/** What becomes of the delivery. */
export type Settlement =
  | { readonly state: 'delivered' }
  | { readonly state: 'dead'; readonly problem: string; readonly disable: boolean }
  | {
      readonly state: 'waiting'
      readonly problem: string
      /** Unix milliseconds. */
      readonly nextAt: number
    }

/** Where a delivery stands before the look. */
export interface Standing {
  /** Attempts since it was asked for, this one included where there was one. */
  readonly tries: number
  /** When it was asked for, Unix milliseconds. */
  readonly askedAt: number
}

/** Decides what becomes of a delivery. Pure. @param by `random` is 0 up to 1 */
export function settle(
  outcome: Outcome,
  { tries, askedAt }: Standing,
  by: { readonly now: number; readonly random: number; readonly schedule?: RetrySchedule },
): Settlement {
  const { now, random, schedule = secondsToNext } = by
  if (outcome.type === 'delivered') return { state: 'delivered' }
  if (outcome.type === 'refused') return { state: 'dead', problem: outcome.message, disable: outcome.disable }
  const sentence = outcome.message.replace(/\.$/, '')
  const late = (nextAt: number): Settlement =>
    nextAt - askedAt > MOST_MS
      ? { state: 'dead', disable: false, problem: `${sentence}. It is given up after a week.` }
      : { state: 'waiting', problem: outcome.message, nextAt }
  if (outcome.type === 'held') return late(Math.max(outcome.until, now + 1000))
  const seconds = schedule(tries, random, outcome.retryAfterSeconds)
  if (seconds === undefined) {
    return {
      state: 'dead',
      disable: false,
      problem: `${sentence}. It is given up after ${MOST_ATTEMPTS} attempts.`,
    }
  }
  return late(now + seconds * 1000)
}
