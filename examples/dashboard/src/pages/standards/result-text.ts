import { figureText, type LimitedFigure } from './evidence-text.ts'

/** What a rule said of a project as far as it is told here. */
export interface ToldResult {
  readonly figure?: LimitedFigure | undefined
  readonly message?: string | undefined
  readonly undecided: readonly {
    readonly verdict: string
    readonly message: string
    readonly count: number
  }[]
  /** How many subjects it has judged. */
  readonly subjects: number
}

/** What a rule says behind one of its verdicts: why it could not judge, else its sentence, or the figure that it judged by. */
export function resultText({ figure, message, undecided, subjects }: ToldResult, verdict: string): string {
  const reasons = undecided.filter((one) => one.verdict === verdict)
  if (reasons.length > 0)
    return reasons.map((one) => (reasons.length > 1 ? `${one.count}: ${one.message}` : one.message)).join(' ')
  // Of several subjects only those that fail have a sentence of their own.
  if (subjects > 1) return `of ${subjects} subjects`
  return message ?? (figure === undefined ? '–' : figureText(figure))
}
