import fc from 'fast-check'
import type { Rounds } from '../laws/law.ts'
import { isLawBroken } from '../laws/law-broken.ts'

/**
 * Tries cases that are drawn at random, and throws what the smallest failing one threw.
 * @throws LawBroken of the law, or whatever kept a case from being tried
 */
export async function tryCases<T>(
  rounds: Rounds,
  cases: fc.Arbitrary<T>,
  check: (one: T) => Promise<void>,
): Promise<void> {
  const found = await fc.check(fc.asyncProperty(cases, check), { seed: rounds.seed, numRuns: rounds.count })
  if (!found.failed) return
  const { errorInstance } = found
  if (isLawBroken(errorInstance) || errorInstance instanceof Error) throw errorInstance
  throw new Error(`A case could not be tried: ${String(errorInstance)}`)
}

/** A part of the cases, 0 to 1: for laws whose single case costs a whole sync or more. */
export const partOf = (rounds: Rounds, part: number): Rounds => ({
  ...rounds,
  count: Math.ceil(rounds.count * part),
})
