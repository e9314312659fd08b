import type { Evidence } from '@headless-pmo/sdk'
import type { ToleranceVerdict } from './breach.ts'

/** What a check said, as far as it matters here. */
export interface SaidOfTolerance {
  readonly verdict: 'pass' | 'fail' | 'not_applicable' | 'unknown' | 'error'
  readonly message: string
  readonly evidence: readonly Evidence[]
}

/**
 * What the results of a rule say of the tolerances of a project. A result is about the tolerance whose `amount` it cites;
 * a rule of which no result cites one is about none, and gives an empty list. Results that pass may be left out by the caller:
 * a tolerance of which nothing bad is said is kept. A result of the whole project that is not known speaks of all of them.
 *
 * @param live ids of the tolerances of the project
 * @param before tolerances that the rule found breached the last time
 * @param isUnjudged whether the rule could not say if a tolerance is kept, where that is not among the results
 */
export function toleranceVerdicts(
  results: readonly SaidOfTolerance[],
  live: ReadonlySet<string>,
  before: ReadonlySet<string>,
  isUnjudged: (tolerance: string) => boolean = () => false,
): readonly ToleranceVerdict[] {
  const bad = new Map<string, SaidOfTolerance>()
  let allUnknown = false
  for (const result of results) {
    const isUnknown = result.verdict === 'unknown' || result.verdict === 'error'
    const cited = citedTolerances(result)
    if (cited.length === 0 && isUnknown) allUnknown = true
    if (isUnknown || result.verdict === 'fail') for (const id of cited) bad.set(id, result)
  }
  const verdicts: ToleranceVerdict[] = []
  for (const [tolerance, { verdict, message }] of bad)
    if (verdict === 'fail' && live.has(tolerance)) verdicts.push({ tolerance, state: 'breached', message })
  for (const tolerance of before) {
    // One that was withdrawn holds nobody any more.
    if (!live.has(tolerance)) verdicts.push({ tolerance, state: 'kept', message: 'It was withdrawn.' })
    else if (!bad.has(tolerance) && !allUnknown && !isUnjudged(tolerance))
      verdicts.push({ tolerance, state: 'kept', message: 'It is kept again.' })
  }
  return verdicts
}

/** Ids of the tolerances that a result is about: those whose amount it cites. */
export function citedTolerances({ evidence }: Pick<SaidOfTolerance, 'evidence'>): readonly string[] {
  return evidence.flatMap((one) =>
    'fact' in one && one.fact === 'governance' && one.field === 'amount' && one.id !== undefined
      ? [one.id]
      : [],
  )
}
