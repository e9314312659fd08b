import type { Tx } from '../../database/index.ts'
import type { GovernanceService, SaidOfTolerance } from '../../governance/index.ts'
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

/** What an outcome says of the tolerances of its project: failures as they are, and what could not be judged by its key. */
export function saidOfTolerances(outcome: RuleOutcome, project: string): readonly SaidOfTolerance[] {
  const { rule, failures, undecided, unjudged } = outcome
  if (undecided.length === 0) return failures
  const whole = `${rule}/project/${encodeURIComponent(project)}`
  // Where the keys are not told, nothing is known of any tolerance.
  const unknown = (unjudged ?? [whole]).map((key): SaidOfTolerance => ({
    verdict: 'unknown',
    message: 'It could not be judged.',
    evidence: key.startsWith(`${whole}/`)
      ? [
          {
            fact: 'governance',
            project,
            field: 'amount',
            id: decodeURIComponent(key.slice(whole.length + 1)),
          },
        ]
      : [],
  }))
  return [...failures, ...unknown]
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
    const results = saidOfTolerances(outcome, project)
    await governance.tripped(tx, { rule: outcome.rule, project, results, at, today })
  }
}
