import type { CheckEvaluation, CheckFigure, Evidence, FactEvidence } from '@headless-pmo/sdk'

/** How much evidence one verdict names at most: the figure counts all of it. */
export const MOST_CITED = 100

/** Points at an entry that the PMO keeps about a project, or at a list of them. */
export function kept(
  project: string,
  of: { readonly id?: string; readonly field?: string } = {},
): FactEvidence {
  return { fact: 'governance', project, ...of }
}

/** What is held against a limit. */
export interface Measured {
  readonly figure: CheckFigure & { readonly limit: number; readonly within: 'at_most' | 'at_least' }
  /** What was found, without a full stop. */
  readonly found: string
  readonly evidence: readonly Evidence[]
  /** What to do where it fails. */
  readonly advice: string
  readonly key?: string
}

/** Compares a figure with its limit as it is, not rounded; the limit itself passes. */
export function judge({ figure, found, evidence, advice, key }: Measured): CheckEvaluation {
  const { value, limit, within } = figure
  const good = within === 'at_most' ? value <= limit : value >= limit
  const shown = figure.unit === 'share' ? percent(limit) : `${rounded(limit)}${WORDS[figure.unit] ?? ''}`
  return {
    verdict: good ? 'pass' : 'fail',
    message: `${found}; wanted: ${within === 'at_most' ? 'at most' : 'at least'} ${shown}.`,
    evidence: evidence.slice(0, MOST_CITED),
    figure,
    ...(key !== undefined && { key }),
    ...(good ? {} : { action: { text: advice } }),
  }
}

/** It is as it should be. */
export function pass(message: string, evidence: readonly Evidence[], key?: string): CheckEvaluation {
  return { verdict: 'pass', message, evidence, ...(key !== undefined && { key }) }
}

/** It is not as it should be, and what to do. */
export function fail(
  message: string,
  about: { readonly evidence: readonly Evidence[]; readonly advice: string; readonly key?: string },
): CheckEvaluation {
  const { evidence, advice, key } = about
  return {
    verdict: 'fail',
    message,
    evidence: evidence.slice(0, MOST_CITED),
    action: { text: advice },
    ...(key !== undefined && { key }),
  }
}

/** There is nothing to judge. */
export function nothing(message: string): CheckEvaluation {
  return { verdict: 'not_applicable', evidence: [], message }
}

/** What is needed is not known. */
export function unknown(
  message: string,
  about: { readonly evidence?: readonly Evidence[]; readonly key?: string } = {},
): CheckEvaluation {
  const { evidence = [], key } = about
  return { verdict: 'unknown', evidence, message, ...(key !== undefined && { key }) }
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
