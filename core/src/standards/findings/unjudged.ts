import { findingKey, type CheckSubject } from '@headless-pmo/engine'
import type { JudgedOutcome } from './judgement.ts'
import { isMarked, keyMarks } from './key-marks.ts'

/** Whether a rule could not judge what a finding of it is about, so that its silence says nothing. */
export type Unjudged = (finding: { readonly key: string; readonly subject: CheckSubject }) => boolean

const NOBODY: Unjudged = () => false
const EVERYBODY: Unjudged = () => true

/**
 * Which findings of a rule stay as they were, because their subject could not be judged this time (law 8): those that are
 * named, and all where the rule failed as a whole or names only some of them. Pure.
 */
export function unjudgedBy(rule: string, { undecided, unjudged }: JudgedOutcome): Unjudged {
  if (undecided.length === 0) return NOBODY
  const isWhole = undecided.some(({ fault }) => fault === 'limit' || fault === 'unusable')
  if (isWhole) return EVERYBODY
  const isCut = unjudged === undefined && undecided.some(({ count, examples }) => count > examples.length)
  if (isCut) return EVERYBODY
  const marks =
    unjudged ??
    keyMarks(undecided.flatMap(({ examples }) => examples.map((subject) => findingKey(rule, subject))))
  // A subject may have several findings, each with a key of its own; of an unknown one none is judged.
  return ({ key, subject }) => isMarked(marks, key) || isMarked(marks, findingKey(rule, subject))
}

/**
 * Why a rule could not judge what a finding of it is about: the reason that names its subject, else the one that most
 * subjects have. Pure.
 */
export function doubtsOf(
  rule: string,
  { undecided }: JudgedOutcome,
): (finding: { readonly subject: CheckSubject }) => string | undefined {
  const [most] = undecided.toSorted((one, other) => other.count - one.count)
  const named = new Map(
    undecided.flatMap(({ message, examples }) =>
      examples.map((subject) => [findingKey(rule, subject), message] as const),
    ),
  )
  return ({ subject }) => named.get(findingKey(rule, subject)) ?? most?.message
}
