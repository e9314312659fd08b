import type { ContributionKind } from '@headless-pmo/sdk'
import type { LawSubject } from './subject.ts'

/**
 * How often a law that draws its cases at random is tried, and from which seed. See {@link checkLaws}.
 */
export interface Rounds {
  /** Draws the cases. */
  readonly seed: number
  /** How many cases. */
  readonly count: number
}

/**
 * One law of the conformance kit: something that holds for every good plugin.
 *
 * @example
 * ```ts
 * const named = (law: Law): string => `${law.id} ${law.title}`
 * ```
 */
export interface Law {
  /** `D2`: letter of its group and number. */
  readonly id: string
  /** What holds, in a sentence. */
  readonly title: string
  /** What goes wrong in production where it does not hold. */
  readonly why: string
  /** File that checks it, from the folder of the package: `src/laws/data/d2-interleaving.ts`. */
  readonly file: string
  /** Kinds of contributions that it speaks of; a plugin without one of them is not asked. Empty: every plugin. */
  readonly kinds: readonly ContributionKind[]
  /** True, or why it says nothing about this plugin. */
  applies(subject: LawSubject): true | string | Promise<true | string>
  /** @throws LawBroken with what happened, when it does not hold */
  check(subject: LawSubject, rounds: Rounds): Promise<void>
}
