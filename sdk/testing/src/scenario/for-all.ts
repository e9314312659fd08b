import fc from 'fast-check'
import type { Rounds } from '../laws/law.ts'
import { isLawBroken, LawBroken } from '../laws/law-broken.ts'

/**
 * Tries cases that are drawn at random; one that breaks the law is made as small as it can be while it does.
 * @throws LawBroken with the smallest case, and how to draw it again
 */
export async function forAll<T>(
  rounds: Rounds,
  cases: fc.Arbitrary<T>,
  holds: (drawn: T) => Promise<void>,
): Promise<void> {
  const found = await fc.check(fc.asyncProperty(cases, holds), { seed: rounds.seed, numRuns: rounds.count })
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
