import type { CheckEvaluation, CheckFigure, FactEvidence, SourceFact } from '@headless-pmo/sdk'

/** Points at what is known of a connection. */
export function known(
  { connection }: Pick<SourceFact, 'connection'>,
  field: keyof SourceFact,
  project?: string,
): FactEvidence {
  return { fact: 'source', id: connection, field, ...(project !== undefined && { project }) }
}

/** What is held against a limit. */
export interface Measured {
  readonly figure: CheckFigure & { readonly limit: number; readonly within: 'at_most' | 'at_least' }
  /** What was found, without a full stop. */
  readonly found: string
  readonly evidence: readonly FactEvidence[]
  /** What to do where it fails. */
  readonly advice: string
  readonly key: string
}

/** Compares a figure with its limit as it is, not rounded; the limit itself passes. */
export function judge({ figure, found, evidence, advice, key }: Measured): CheckEvaluation {
  const { value, limit, within } = figure
  const good = within === 'at_most' ? value <= limit : value >= limit
  const shown = figure.unit === 'share' ? percent(limit) : String(limit)
  return {
    verdict: good ? 'pass' : 'fail',
    message: `${found}; wanted: ${within === 'at_most' ? 'at most' : 'at least'} ${shown}.`,
    evidence,
    figure,
    key,
    ...(good ? {} : { action: { text: advice } }),
  }
}

/** A share of things; nothing to divide by means that the rule does not apply. */
export function judgeShare(question: {
  readonly part: number
  readonly whole: number
  readonly limit: number
  readonly within: 'at_most' | 'at_least'
  readonly found: (share: string) => string
  readonly none: string
  readonly evidence: readonly FactEvidence[]
  readonly advice: string
  readonly key: string
}): CheckEvaluation {
  const { part, whole, limit, within, found, none, ...rest } = question
  if (whole === 0) return nothing(none, question.key)
  const value = part / whole
  return judge({
    ...rest,
    found: found(`${part} of ${whole} (${percent(value)})`),
    figure: { value, unit: 'share', part, whole, limit, within },
  })
}

/** There is nothing to judge. */
export function nothing(message: string, key?: string): CheckEvaluation {
  return { verdict: 'not_applicable', evidence: [], message, ...(key !== undefined && { key }) }
}

/** What is needed is not known. */
export function unknown(message: string, key: string): CheckEvaluation {
  return { verdict: 'unknown', evidence: [], message, key }
}

/** One verdict a connection; of one that has never been read nothing is known. Without any there is nothing to judge. */
export function eachSource(
  source: readonly SourceFact[],
  judged: (fact: SourceFact) => CheckEvaluation,
): readonly CheckEvaluation[] {
  return everySource(source, (fact) => (fact.lastRead === undefined ? unread(fact) : judged(fact)))
}

/** One verdict a connection, read or not; without any there is nothing to judge. */
export function everySource(
  source: readonly SourceFact[],
  judged: (fact: SourceFact) => CheckEvaluation,
): readonly CheckEvaluation[] {
  if (source.length === 0) return [nothing('There are no connections.')]
  return source.toSorted((a, b) => (a.connection < b.connection ? -1 : 1)).map(judged)
}

/** What can be said of a connection that has never been read. */
export function unread({ connection }: SourceFact, key = connection): CheckEvaluation {
  return unknown(`"${connection}" has not been read yet.`, key)
}

/** A share for people; it is compared before it is rounded. */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}

/** "1 item", "2 items". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
