import type { CheckEvaluation, CheckFigure, Evidence } from '@headless-pmo/sdk'

/** How much evidence one verdict names at most: the figure counts all of it. */
export const MOST_CITED = 100

/** What is held against a limit. */
export interface Measured {
  readonly figure: CheckFigure & { readonly limit: number; readonly within: 'at_most' | 'at_least' }
  /** What was found, without a full stop: "5 of 63 links have a lag below zero (7.9 %)". */
  readonly found: string
  /** What it rests on, those that are wrong first. */
  readonly evidence: readonly Evidence[]
  /** Named where there is no other evidence. */
  readonly project: string
  /** What to do where it fails. */
  readonly advice: string
}

/** Compares a figure with its limit as it is, not rounded; the limit itself passes. */
export function judge({ figure, found, evidence, project, advice }: Measured): CheckEvaluation {
  const { value, limit, within } = figure
  const good = within === 'at_most' ? value <= limit : value >= limit
  const shown = figure.unit === 'share' ? percent(limit) : `${rounded(limit)}${WORDS[figure.unit] ?? ''}`
  return {
    verdict: good ? 'pass' : 'fail',
    message: `${found}; ${within === 'at_most' ? 'at most' : 'at least'} ${shown} is wanted.`,
    evidence: evidence.length === 0 ? [{ project }] : evidence.slice(0, MOST_CITED),
    figure,
    ...(good ? {} : { action: { text: advice } }),
  }
}

/** There is nothing to judge. */
export function nothing(message: string): CheckEvaluation {
  return { verdict: 'not_applicable', evidence: [], message }
}

/** What is needed is not known. */
export function unknown(message: string): CheckEvaluation {
  return { verdict: 'unknown', evidence: [], message }
}

const WORDS: Readonly<Partial<Record<CheckFigure['unit'], string>>> = {
  days: ' days',
  working_days: ' working days',
}

/** A share as people read it, to a tenth of a percent. */
export const percent = (share: number): string => `${rounded(share * 100)} %`

/** A number to a tenth, or a thousandth where it is small. */
export function rounded(value: number): string {
  const digits = Math.abs(value) < 2 && !Number.isInteger(value) ? 3 : 1
  return String(Number(value.toFixed(digits)))
}
