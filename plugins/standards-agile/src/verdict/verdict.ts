import type { CheckEvaluation, CheckFigure, Evidence } from '@headless-pmo/sdk'

/** How much evidence one verdict names at most: the figure counts all of it. */
export const MOST_CITED = 100

/** What is held against a limit. */
export interface Measured {
  readonly figure: CheckFigure & { readonly limit: number }
  /** What was found, without a full stop: "It is blocked since 6 days". */
  readonly found: string
  /** What is wanted, without a full stop: "at most 5 are let pass". */
  readonly wanted: string
  readonly evidence: readonly Evidence[]
  /** What to do where it fails. */
  readonly advice: string
  /** Tells several findings of one subject apart. */
  readonly key?: string | undefined
}

/** Compares a figure with its limit as it is, not rounded; the limit itself passes. */
export function atMost({ figure, found, wanted, evidence, advice, key }: Measured): CheckEvaluation {
  const good = figure.value <= figure.limit
  return {
    verdict: good ? 'pass' : 'fail',
    message: `${found}; ${wanted}.`,
    evidence: evidence.slice(0, MOST_CITED),
    figure: { ...figure, within: 'at_most' },
    ...(good ? {} : { action: { text: advice } }),
    ...(key !== undefined && { key }),
  }
}

/** A thing that is there or is not. */
export interface Demand {
  readonly met: boolean
  /** What is so, as a sentence. */
  readonly found: string
  readonly evidence: readonly Evidence[]
  readonly advice: string
  readonly key?: string | undefined
}

/** Asks for something that is there or is not. */
export function demand({ met, found, evidence, advice, key }: Demand): CheckEvaluation {
  return {
    verdict: met ? 'pass' : 'fail',
    message: found,
    evidence: evidence.slice(0, MOST_CITED),
    ...(met ? {} : { action: { text: advice } }),
    ...(key !== undefined && { key }),
  }
}

/** What tells several answers about one subject apart, and what they are about. */
export interface About {
  readonly key: string
  readonly evidence: readonly Evidence[]
}

/** There is nothing to judge. */
export function nothing(message: string, about?: About): CheckEvaluation {
  return { verdict: 'not_applicable', evidence: [], message, ...about }
}

/** What is needed is not known. */
export function unknown(message: string, about?: About): CheckEvaluation {
  return { verdict: 'unknown', evidence: [], message, ...about }
}
