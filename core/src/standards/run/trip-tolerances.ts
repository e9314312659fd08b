import type { Tx } from '../../database/index.ts'
import type { GovernanceService } from '../../governance/index.ts'
import { isMarked } from '../findings/index.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import type { Unit } from './unit.ts'

/** What was kept of a unit, in the transaction that keeps it. */
export interface KeptOutcomes {
  readonly unit: Unit
  readonly outcomes: readonly RuleOutcome[]
  /** Instant. */
  readonly at: string
  /** The day for which it was judged, YYYY-MM-DD. */
  readonly today: string
}

/** Tells of which tolerances of a project an outcome could not say whether they are kept. */
export function unjudgedTolerances(outcome: RuleOutcome, project: string): (tolerance: string) => boolean {
  const { rule, undecided, unjudged } = outcome
  if (undecided.length === 0) return () => false
  // Where the keys are not told, nothing is known of any tolerance.
  if (unjudged === undefined) return () => true
  const whole = `${rule}/project/${encodeURIComponent(project)}`
  const isAll = isMarked(unjudged, whole)
  return (tolerance) => isAll || isMarked(unjudged, `${whole}/${encodeURIComponent(tolerance)}`)
}

/** Opens a review for each tolerance that is found breached; a tolerance is a tripwire. */
export async function tripTolerances(
  governance: Pick<GovernanceService, 'tripped'>,
  tx: Tx,
  { unit, outcomes, at, today }: KeptOutcomes,
): Promise<void> {
  if (unit === 'portfolio' || unit.project === undefined) return
  const { project } = unit
  for (const outcome of outcomes) {
    const isUnjudged = unjudgedTolerances(outcome, project)
    await governance.tripped(tx, {
      rule: outcome.rule,
      project,
      results: outcome.failures,
      isUnjudged,
      at,
      today,
    })
  }
}
