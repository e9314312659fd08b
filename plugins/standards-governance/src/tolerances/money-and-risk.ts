import { defineCheck, type CheckEvaluation, type GovernanceFact } from '@headless-pmo/sdk'
import { quotient, shown, sum, toNumber } from '../money/decimal.ts'
import { atCompletion, byCurrency } from '../money/spending.ts'
import { kept, nothing, percent } from '../verdict/judge.ts'
import { PMO_PRACTICE, PRINCE2 } from '../verdict/sources.ts'
import { judgeTolerance, unknownTolerance, type Tolerance } from './tolerance.ts'

/** Cost beyond the budget. */
export const costTolerance = defineCheck({
  id: 'governance.cost-tolerance',
  version: '1.0.0',
  title: 'The expected cost is within its tolerance',
  clause: 'Management by exception, cost',
  formula: '(expected cost - budget) / budget, or their difference, <= tolerance',
  sources: [PRINCE2, PMO_PRACTICE],
  severity: 'error',
  why: 'What was agreed to be done on a breach is done while it still helps: a review opens at once, with owner and day.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, today }) {
    const own = governance.tolerances.filter((one) => one.of === 'cost')
    if (own.length === 0) return nothing('No tolerance of cost was agreed.')
    return own.map((tolerance) => judgeCost(project, tolerance, governance, today))
  },
})

function judgeCost(
  project: string,
  tolerance: Tolerance,
  { budget }: GovernanceFact,
  today: string,
): CheckEvaluation {
  const not = (why: string): CheckEvaluation => unknownTolerance(project, tolerance, why)
  const [first, second] = byCurrency(budget)
  if (first === undefined) return not('The project has no budget.')
  if (second !== undefined)
    return not('The budget is in several currencies, and amounts of different ones are not added.')
  const [currency, lines] = first
  const known = atCompletion(currency, lines, today)
  if (!known.known) return not(known.why)
  const { over, planned, spent } = known.spending
  const evidence = lines.map(({ id }) => kept(project, { id }))
  const sentence = `${shown(spent)} ${currency} are expected for ${shown(planned)} planned`
  if (tolerance.unit === 'money')
    return judgeTolerance(project, tolerance, { value: toNumber(over), unit: 'money', sentence, evidence })
  if (tolerance.unit !== 'percent') return not(`Cost departs in percent or money, not in ${tolerance.unit}.`)
  const value = quotient(over, planned)
  if (value === undefined) return not('Nothing is planned: no share of it can be told.')
  const more = `${sentence}, ${percent(value)} beyond`
  return judgeTolerance(project, tolerance, { value, unit: 'share', sentence: more, evidence })
}

/** Risks that came true, or became too large. */
export const riskTolerance = defineCheck({
  id: 'governance.risk-tolerance',
  version: '1.0.0',
  title: 'Risk is within its tolerance',
  clause: 'Management by exception, risk',
  formula: 'risks that occurred, or the sum of the exposures of open risks in one currency, <= tolerance',
  sources: [PRINCE2, PMO_PRACTICE],
  severity: 'error',
  why: 'A risk that has come true was thought of: now the answer that was agreed is due.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance }) {
    const own = governance.tolerances.filter((one) => one.of === 'risk')
    if (own.length === 0) return nothing('No tolerance of risk was agreed.')
    return own.map((tolerance) => judgeRisk(project, tolerance, governance))
  },
})

function judgeRisk(project: string, tolerance: Tolerance, { risks }: GovernanceFact): CheckEvaluation {
  const not = (why: string): CheckEvaluation => unknownTolerance(project, tolerance, why)
  if (tolerance.unit === 'count') {
    const occurred = risks.filter(({ state }) => state === 'occurred')
    return judgeTolerance(project, tolerance, {
      value: occurred.length,
      unit: 'count',
      sentence: `${occurred.length} ${occurred.length === 1 ? 'risk has' : 'risks have'} occurred`,
      evidence: occurred.map(({ id }) => kept(project, { id })),
    })
  }
  if (tolerance.unit !== 'money') return not(`Risk departs in count or money, not in ${tolerance.unit}.`)
  const open = risks.filter(({ state }) => state === 'open')
  const rated = open.flatMap(({ id, exposure }) => (exposure === undefined ? [] : [{ id, exposure }]))
  if (rated.length < open.length)
    return not(`${open.length - rated.length} of ${open.length} open risks have no exposure in money.`)
  const currencies = new Set(rated.map(({ exposure }) => exposure.currency))
  if (currencies.size > 1) return not('The exposures are in several currencies, which are not added.')
  const exposure = sum(rated.map((one) => one.exposure))
  return judgeTolerance(project, tolerance, {
    value: toNumber(exposure),
    unit: 'money',
    sentence: `Open risks come to ${shown(exposure)} ${[...currencies].join('')}`.trimEnd(),
    evidence: rated.map(({ id }) => kept(project, { id })),
  })
}

/** What nothing measures. */
export const unmeasuredTolerance = defineCheck({
  id: 'governance.unmeasured-tolerance',
  version: '1.0.0',
  title: 'Tolerances of scope, benefit and quality are watched by somebody',
  clause: 'Management by exception, scope, benefit and quality',
  formula: 'not measured by trackers: unknown, unless a review was closed since it was due last',
  sources: [PRINCE2],
  severity: 'info',
  why: 'A tolerance that nothing measures looks kept for ever.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, today }) {
    const own = governance.tolerances.filter(({ of }) => ['scope', 'benefit', 'quality'].includes(of))
    if (own.length === 0) return nothing('No tolerance of scope, benefit or quality was agreed.')
    return own.map((tolerance) => {
      const { id, of, withinDays } = tolerance
      const since = Date.parse(today) - withinDays * 86_400_000
      const looked = governance.reviews.find(
        ({ tripwire, closed }) => tripwire === id && closed !== undefined && Date.parse(closed) >= since,
      )
      if (looked !== undefined)
        return {
          verdict: 'pass' as const,
          message: `The ${of} was looked at by a review that was closed on ${looked.closed?.slice(0, 10) ?? ''}.`,
          evidence: [kept(project, { id: looked.id, field: 'closed' })],
          key: id,
        }
      return unknownTolerance(
        project,
        tolerance,
        `Nothing measures ${of}: look at it, and note a review of ${id}, every ${withinDays} days.`,
      )
    })
  },
})
