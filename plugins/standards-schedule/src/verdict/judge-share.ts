import type { CheckEvaluation, Evidence } from '@headless-pmo/sdk'
import { judge, nothing, percent } from './judge.ts'

/** Which share of some things is so, and which share may or should be. */
export interface ShareQuestion<T> {
  readonly project: string
  /** The denominator. */
  readonly of: readonly T[]
  /** Whether one counts in the numerator. */
  readonly counts: (one: T) => boolean
  /** The denominator in words: "links". */
  readonly noun: string
  /** What is so of the numerator: "have a lag below zero". */
  readonly so: string
  readonly limit: number
  readonly within?: 'at_most' | 'at_least'
  /** To list the evidence in an order of its own. */
  readonly keyOf: (one: T) => string
  readonly cite: (one: T) => readonly Evidence[]
  readonly advice: string
  /** More that a reader should know, as a clause: "3 of them only start with their successors". */
  readonly also?: string | undefined
}

/** Divides and compares; nothing to divide by means that the rule does not apply. */
export function judgeShare<T>(question: ShareQuestion<T>): CheckEvaluation {
  const { of, counts, limit, within = 'at_most', keyOf, cite, also } = question
  if (of.length === 0) return nothing(`There are no ${question.noun}.`)
  const part = of.filter(counts)
  const value = part.length / of.length
  const wrong = within === 'at_most' ? part : of.filter((one) => !counts(one))
  const found = `${part.length} of ${of.length} ${question.noun} ${question.so} (${percent(value)})`
  return judge({
    figure: { value, unit: 'share', part: part.length, whole: of.length, limit, within },
    found: also === undefined ? found : `${found}, ${also}`,
    evidence: sorted(wrong, keyOf).flatMap(cite),
    project: question.project,
    advice: question.advice,
  })
}

/** In the order of their keys, which is the same wherever the records come from. */
export function sorted<T>(list: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return list
    .map((one) => ({ one, key: keyOf(one) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one)
}
