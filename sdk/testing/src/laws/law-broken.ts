import { BRAND, isBranded, type Branded } from '@headless-pmo/sdk'

/** What a law found, in words that an author can act on. See {@link LawBroken}. */
export interface Finding {
  /** What is wrong, in a sentence or two. */
  readonly message: string
  /** What happened, step by step; the smallest case that shows it. */
  readonly transcript?: readonly string[]
}

/**
 * Thrown by a law that does not hold.
 *
 * @example
 * ```ts
 * throw new LawBroken({
 *   message: 'Your cursor skipped item 12.',
 *   transcript: ['#1 edit of item 11', '#2 edit of item 12, at the same instant', 'sync', 'missing: 12'],
 * })
 * ```
 */
export class LawBroken extends Error implements Branded<'lawBroken'> {
  readonly [BRAND] = 'lawBroken'
  readonly finding: Finding

  constructor(finding: Finding, options?: ErrorOptions) {
    const { message, transcript = [] } = finding
    super([message, ...transcript.map((line) => `  ${line}`)].join('\n'), options)
    this.name = 'LawBroken'
    this.finding = finding
  }
}

/**
 * Whether an error says that a law does not hold, in contrast to a law that could not be tried. See {@link LawBroken}.
 */
export function isLawBroken(error: unknown): error is LawBroken {
  return error instanceof Error && isBranded(error, 'lawBroken')
}
