import { BRAND, isBranded, type Branded } from '@headless-pmo/sdk'

/** What a law found, in words that an author can act on. */
export interface Finding {
  /** What is wrong, in a sentence or two. */
  readonly message: string
  /** What happened, step by step; the smallest case that shows it. */
  readonly transcript?: readonly string[]
}

/** Thrown by a law that does not hold. */
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

/** Whether an error says that a law does not hold, in contrast to a law that could not be tried. */
export function isLawBroken(error: unknown): error is LawBroken {
  return error instanceof Error && isBranded(error, 'lawBroken')
}
