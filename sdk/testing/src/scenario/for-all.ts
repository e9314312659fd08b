import fc from 'fast-check'
import type { Rounds } from '../laws/law.ts'
import { isLawBroken, LawBroken } from '../laws/law-broken.ts'

/** Smaller cases that are tried before the smallest so far is told: a slow tracker must not take minutes over it. */
const MOST_TRIES = 120

/**
 * Tries cases that are drawn at random; one that breaks the law is made as small as it can be while it does.
 * @throws LawBroken with the smallest case, and how to draw it again
 */
export async function forAll<T>(
  rounds: Rounds,
  cases: fc.Arbitrary<T>,
  holds: (drawn: T) => Promise<void>,
): Promise<void> {
  let triesLeft: number | undefined
  const bounded = async (drawn: T): Promise<void> => {
    // What is not tried any more counts as one that holds.
    if (triesLeft !== undefined && --triesLeft < 0) return
    try {
      await holds(drawn)
    } catch (error) {
      triesLeft ??= MOST_TRIES
      throw error
    }
  }
  const found = await fc.check(fc.asyncProperty(cases, bounded), { seed: rounds.seed, numRuns: rounds.count })
  if (!found.failed) return
  const error = found.errorInstance
  if (!isLawBroken(error)) throw error
  const { message, transcript = [] } = error.finding
  throw new LawBroken(
    {
      message,
      transcript: [
        ...transcript,
        `Found in case ${found.numRuns}, made smaller in ${found.numShrinks} steps; PMO_LAW_SEED=${rounds.seed} finds it again.`,
      ],
    },
    { cause: error },
  )
}
