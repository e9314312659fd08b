/** Attempts at one delivery, the first included: over about three days. */
export const MOST_ATTEMPTS = 13

/** A receiver that asks for longer waits is not waited for longer, seconds. */
const LONGEST_ASKED = 86_400
const FIRST_SECONDS = 10
const FACTOR = 4
const LONGEST_SECONDS = 12 * 3600

/** After this time nothing is tried any more, however often the receiver asked to wait; milliseconds. */
export const MOST_MS = 7 * 86_400_000

/** Seconds from a failed attempt to the next one; undefined when none is left. See {@link secondsToNext}. */
export type RetrySchedule = (
  tries: number,
  random: number,
  askedSeconds: number | undefined,
) => number | undefined

/**
 * Seconds from a failed attempt to the next one: 10 s, 40 s, 160 s … up to 12 h, each up to a quarter longer or shorter,
 * so that what failed together does not come back together; and never before the receiver asked for. Pure.
 *
 * @param tries attempts so far, 1 or more
 * @param random 0 up to 1
 * @returns undefined when no attempt is left
 */
export function secondsToNext(
  tries: number,
  random: number,
  askedSeconds: number | undefined,
): number | undefined {
  if (tries >= MOST_ATTEMPTS) return undefined
  const step = Math.min(LONGEST_SECONDS, FIRST_SECONDS * FACTOR ** (tries - 1))
  const own = step * (0.75 + random / 2)
  return Math.ceil(Math.max(own, Math.min(askedSeconds ?? 0, LONGEST_ASKED)))
}
