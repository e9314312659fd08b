import { defineCheck, z, type CheckEvaluation } from '@headless-pmo/sdk'
import { judge, kept, nothing, percent, unknown } from '../verdict/judge.ts'
import { PMO_PRACTICE, PRACTICE } from '../verdict/sources.ts'
import { patternOf, wholly } from '../naming/pattern.ts'
import { quotient, shown, sum } from './decimal.ts'
import { atCompletion, byCurrency, toDate, type Known } from './spending.ts'

const overrun = {
  share: z.number().min(0).default(0.1).describe('Share of the plan that may be spent beyond it'),
}

/** What has been spent. */
export const budgetToDate = defineCheck({
  id: 'governance.budget-to-date',
  version: '1.0.0',
  title: 'What has been spent is within the plan of the same periods',
  clause: 'Within budget',
  formula: '(spent - planned) / planned, over the periods that are over, by currency <= share',
  sources: [PMO_PRACTICE, PRACTICE],
  severity: 'warning',
  why: 'Money that is spent sooner than planned is either work done sooner or money that will be missing.',
  params: z.object(overrun),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params, today }) {
    if (governance.budget.length === 0) return nothing('The project has no budget.')
    const told = byCurrency(governance.budget).flatMap(([currency, lines]) => {
      const known = toDate(currency, lines, today)
      return known === undefined ? [] : [judgeOverrun(known, project, params.share, 'to date')]
    })
    return told.length === 0 ? nothing('No period of the budget is over.') : told
  },
})

/** What it will cost. */
export const budgetAtCompletion = defineCheck({
  id: 'governance.budget-at-completion',
  version: '1.0.0',
  title: 'What the project is expected to cost is within its budget',
  clause: 'Within budget, at completion',
  formula: '(spent + forecast of the periods to come - planned) / planned, by currency <= share',
  sources: [PMO_PRACTICE, PRACTICE],
  severity: 'error',
  why: 'A project can be over its plan today and under it at the end, and the other way round: who decides needs both.',
  params: z.object(overrun),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params, today }) {
    if (governance.budget.length === 0) return nothing('The project has no budget.')
    return byCurrency(governance.budget).map(([currency, lines]) =>
      judgeOverrun(atCompletion(currency, lines, today), project, params.share, 'at completion'),
    )
  },
})

function judgeOverrun(known: Known, project: string, limit: number, when: string): CheckEvaluation {
  if (!known.known)
    return unknown(known.why, {
      key: known.currency,
      evidence: known.lines.map(({ id }) => kept(project, { id })),
    })
  const { currency, planned, spent, over, lines } = known.spending
  const evidence = lines.map(({ id }) => kept(project, { id }))
  const value = quotient(over, planned)
  if (value === undefined)
    return { ...nothing(`Nothing is planned in ${currency}.`), key: currency, evidence }
  const assumed =
    known.assumed === 0 ? '' : `, ${known.assumed} periods without a forecast counted as planned`
  return judge({
    figure: {
      value,
      unit: 'share',
      part: Number(shown(over)),
      whole: Number(shown(planned)),
      limit,
      within: 'at_most',
    },
    found: `${shown(spent)} of ${shown(planned)} ${currency} planned ${when}, ${percent(value)} beyond the plan${assumed}`,
    evidence,
    advice: 'Say what the difference buys; then cut scope, or ask for the money before it is spent.',
    key: currency,
  })
}

/** Money for what nobody knows yet. */
export const contingency = defineCheck({
  id: 'governance.contingency',
  version: '1.0.0',
  title: 'A fair share of the budget is not allocated yet',
  clause: '10 to 20 % contingency',
  formula: 'planned money of the lines for contingency / planned money, by currency, between least and most',
  sources: [PMO_PRACTICE],
  severity: 'info',
  why: 'Without a reserve the first surprise goes to the steering committee; with too large a one, nobody plans.',
  params: z.object({
    line: patternOf(
      '.*(contingency|reserve).*',
      'Regular expression of the lines that are contingency, in small letters',
    ),
    least: z.number().min(0).max(1).default(0.1).describe('Share of the budget that is wanted at least'),
    most: z.number().min(0).max(1).default(0.2).describe('Share of the budget that is wanted at most'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params }) {
    if (governance.budget.length === 0) return nothing('The project has no budget.')
    // A budget in one sum says nothing about what it is made of.
    if (governance.budget.every(({ line }) => line === 'total'))
      return unknown('The budget is stated in one sum; its lines are not known.', {
        evidence: [kept(project)],
      })
    return byCurrency(governance.budget).map(([currency, lines]) => {
      const reserved = lines.filter(({ line }) => wholly(params.line).test(line.toLowerCase()))
      const [part, whole] = [
        sum(reserved.map(({ planned }) => planned)),
        sum(lines.map(({ planned }) => planned)),
      ]
      const value = quotient(part, whole)
      if (value === undefined) return { ...nothing(`Nothing is planned in ${currency}.`), key: currency }
      const isLow = value < params.least
      return judge({
        figure: {
          value,
          unit: 'share',
          part: Number(shown(part)),
          whole: Number(shown(whole)),
          limit: isLow ? params.least : params.most,
          within: isLow ? 'at_least' : 'at_most',
        },
        found: `${shown(part)} of ${shown(whole)} ${currency} are contingency (${percent(value)})`,
        evidence: reserved.length === 0 ? [kept(project)] : reserved.map(({ id }) => kept(project, { id })),
        advice: isLow ? 'Agree a reserve and who may release it.' : 'Release what is no longer needed.',
        key: currency,
      })
    })
  },
})
