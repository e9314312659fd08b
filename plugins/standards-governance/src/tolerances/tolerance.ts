import { z, type CheckEvaluation, type FactEvidence, type GovernanceFact } from '@headless-pmo/sdk'
import { judge, kept, unknown } from '../verdict/judge.ts'

/** A limit within which the manager decides alone. */
export type Tolerance = GovernanceFact['tolerances'][number]

/** No settings: a tolerance says itself how far it goes. */
export const NO_PARAMS = z.object({})

/**
 * The evidence that makes an evaluation one about a tolerance: its amount. Where it fails, the host opens a review, once for
 * each breach.
 */
export function limitOf(project: string, { id }: Tolerance): FactEvidence {
  return kept(project, { id, field: 'amount' })
}

/** Holds a departure against its tolerance; the limit itself is kept. */
export function judgeTolerance(
  project: string,
  tolerance: Tolerance,
  found: {
    readonly value: number
    readonly unit: 'share' | 'count' | 'money' | 'days' | 'working_days'
    readonly sentence: string
    readonly evidence: readonly FactEvidence[]
  },
): CheckEvaluation {
  const { value, unit, sentence, evidence } = found
  const { id, action, owner, withinDays } = tolerance
  return judge({
    figure: {
      value,
      unit,
      limit: unit === 'share' ? tolerance.amount / 100 : tolerance.amount,
      within: 'at_most',
    },
    found: sentence,
    evidence: [limitOf(project, tolerance), ...evidence],
    advice: `${owner ?? 'The manager'}, within ${withinDays} days: ${action}`,
    key: id,
  })
}

/** Whether a tolerance is kept is not known. */
export function unknownTolerance(project: string, tolerance: Tolerance, why: string): CheckEvaluation {
  return unknown(why, { key: tolerance.id, evidence: [limitOf(project, tolerance)] })
}
