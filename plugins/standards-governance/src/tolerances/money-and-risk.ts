import { defineCheck, type CheckEvaluation, type GovernanceFact } from '@headless-pmo/sdk'
import { quotient, shown, sum, toNumber, type Exact } from '../money/decimal.ts'
import { atCompletion, byCurrency, type Spending } from '../money/spending.ts'
import { daysBetween } from '../verdict/days.ts'
import { fail, judge, kept, MOST_CITED, nothing, percent } from '../verdict/judge.ts'
import { PMO_PRACTICE, PRINCE2 } from '../verdict/sources.ts'
import { judgeTolerance, limitOf, unknownTolerance, type Tolerance } from './tolerance.ts'

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
    const expected = expectedCost(governance, today)
    return own.map((tolerance) => judgeCost(project, tolerance, expected))
  },
})

/** What a project is expected to cost in its one currency, or why that is not known. */
function expectedCost({ budget }: GovernanceFact, today: string): Spending | string {
  const [first, second] = byCurrency(budget)
  if (first === undefined) return 'The project has no budget.'
  if (second !== undefined)
    return 'The budget is in several currencies, and amounts of different ones are not added.'
  const known = atCompletion(...first, today)
  return known.known ? known.spending : known.why
}

function judgeCost(project: string, tolerance: Tolerance, expected: Spending | string): CheckEvaluation {
  const not = (why: string): CheckEvaluation => unknownTolerance(project, tolerance, why)
  if (typeof expected === 'string') return not(expected)
  const { currency, over, planned, spent, lines } = expected
  const evidence = lines.slice(0, MOST_CITED).map(({ id }) => kept(project, { id }))
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
    const occurred = governance.risks.filter(({ state }) => state === 'occurred').map(({ id }) => id)
    const exposure = openExposure(governance)
    return own.map((tolerance) => judgeRisk(project, tolerance, { occurred, exposure }))
  },
})

/** Exposures of open risks. */
interface Exposure {
  readonly sum: Exact
  readonly currency: string
  readonly risks: readonly string[]
}

/** The sum of the exposures of all open risks, or why it is not known. */
function openExposure({ risks }: GovernanceFact): Exposure | string {
  const open = risks.filter(({ state }) => state === 'open')
  const rated = open.flatMap(({ id, exposure }) => (exposure === undefined ? [] : [{ id, exposure }]))
  if (rated.length < open.length)
    return `${open.length - rated.length} of ${open.length} open risks have no exposure in money.`
  const currencies = [...new Set(rated.map(({ exposure }) => exposure.currency))]
  if (currencies.length > 1) return 'The exposures are in several currencies, which are not added.'
  return {
    sum: sum(rated.map(({ exposure }) => exposure)),
    currency: currencies.join(''),
    risks: rated.map(({ id }) => id),
  }
}

function judgeRisk(
  project: string,
  tolerance: Tolerance,
  { occurred, exposure }: { readonly occurred: readonly string[]; readonly exposure: Exposure | string },
): CheckEvaluation {
  const not = (why: string): CheckEvaluation => unknownTolerance(project, tolerance, why)
  if (tolerance.unit === 'count')
    return judgeTolerance(project, tolerance, {
      value: occurred.length,
      unit: 'count',
      sentence: `${occurred.length} ${occurred.length === 1 ? 'risk has' : 'risks have'} occurred`,
      evidence: occurred.slice(0, MOST_CITED).map((id) => kept(project, { id })),
    })
  if (tolerance.unit !== 'money') return not(`Risk departs in count or money, not in ${tolerance.unit}.`)
  if (typeof exposure === 'string') return not(exposure)
  return judgeTolerance(project, tolerance, {
    value: toNumber(exposure.sum),
    unit: 'money',
    sentence: `Open risks come to ${shown(exposure.sum)} ${exposure.currency}`.trimEnd(),
    evidence: exposure.risks.slice(0, MOST_CITED).map((id) => kept(project, { id })),
  })
}

/** What nothing measures. */
export const unmeasuredTolerance = defineCheck({
  id: 'governance.unmeasured-tolerance',
  version: '1.0.0',
  title: 'Somebody looks at scope, benefit and quality as often as was agreed',
  clause: 'Management by exception, scope, benefit and quality',
  formula:
    'days from the last closed review of the tolerance to today <= days in which its action is to be done; no tracker measures it',
  sources: [PRINCE2],
  severity: 'info',
  why: 'A tolerance that nothing measures looks kept for ever; so a review opens for somebody to look.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, today }) {
    const own = governance.tolerances.filter(({ of }) => ['scope', 'benefit', 'quality'].includes(of))
    if (own.length === 0) return nothing('No tolerance of scope, benefit or quality was agreed.')
    const looks = Map.groupBy(
      governance.reviews.flatMap(({ id, tripwire, closed }) =>
        tripwire === undefined || closed === undefined ? [] : [{ id, tripwire, closed }],
      ),
      ({ tripwire }) => tripwire,
    )
    return own.map((tolerance) => judgeLook(project, tolerance, looks.get(tolerance.id) ?? [], today))
  },
})

function judgeLook(
  project: string,
  tolerance: Tolerance,
  looks: readonly { readonly id: string; readonly closed: string }[],
  today: string,
): CheckEvaluation {
  const { id, of, withinDays, action } = tolerance
  const last = looks.toSorted((one, other) => Date.parse(other.closed) - Date.parse(one.closed))[0]
  if (last === undefined)
    return fail(`Nothing measures ${of}, and nobody has looked at it yet.`, {
      key: id,
      evidence: [limitOf(project, tolerance)],
      advice: action,
    })
  return judge({
    figure: { value: daysBetween(last.closed, today), unit: 'days', limit: withinDays, within: 'at_most' },
    found: `Nothing measures ${of}; somebody has looked at it on ${last.closed.slice(0, 10)}`,
    evidence: [limitOf(project, tolerance), kept(project, { id: last.id, field: 'closed' })],
    advice: action,
    key: id,
  })
}
