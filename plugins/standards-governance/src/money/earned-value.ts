import {
  defineCheck,
  z,
  type CheckEvaluation,
  type FactEvidence,
  type IndicatorFact,
} from '@headless-pmo/sdk'
import { fail, judge, nothing, unknown } from '../verdict/judge.ts'
import { EVM, PRACTICE } from '../verdict/sources.ts'

/** A figure that was measured, or why it was not. */
type Measured =
  | { readonly value: number; readonly fact: IndicatorFact; readonly evidence: FactEvidence }
  | { readonly missing: CheckEvaluation }

function figureOf(
  indicators: readonly IndicatorFact[],
  { id, coverage, project }: { readonly id: string; readonly coverage: number; readonly project: string },
): Measured {
  const fact = indicators.find((one) => one.id === id)
  if (fact === undefined) return { missing: unknown(`The figure ${id} is not measured.`) }
  const evidence: FactEvidence = { fact: 'indicator', project, id, field: 'value' }
  const about = { evidence: [evidence] }
  if (typeof fact.value !== 'number')
    return { missing: unknown(fact.reason ?? `The figure ${id} is not known.`, about) }
  if (fact.coverage < coverage)
    return {
      missing: unknown(
        `The figure ${id} rests on ${Math.floor(fact.coverage * 100)} % of the data it needs; below ${Math.round(coverage * 100)} % it says nothing.`,
        about,
      ),
    }
  return { value: fact.value, fact, evidence }
}

const coverage = z
  .number()
  .min(0)
  .max(1)
  .default(0.8)
  .describe('Share of the data that the figure needs; below it the answer is unknown')

/** How it was measured, which is told in sentences of its own. */
const by = ({ method }: IndicatorFact): string =>
  method === undefined ? '' : ` (${method.replace(/\.$/, '')})`

/** Value for money. */
export const costPerformance = defineCheck({
  id: 'governance.cost-performance',
  version: '1.0.0',
  title: 'The work done is worth what it cost',
  clause: 'EIA-748, cost performance index',
  formula: 'CPI = EV / AC >= least',
  sources: [EVM, PRACTICE],
  severity: 'error',
  why: 'A project that earns less than it spends runs out of money before it runs out of work.',
  params: z.object({
    least: z.number().min(0).default(0.9).describe('Least CPI; 0.95 and more is green by common practice'),
    coverage,
  }),
  grain: 'project',
  needs: ['indicator'],
  evaluate({ project: { id: project }, indicator, params }) {
    const cpi = figureOf(indicator, { id: 'earned-value.cpi', project, coverage: params.coverage })
    if ('missing' in cpi) return cpi.missing
    return judge({
      figure: { value: cpi.value, unit: 'ratio', limit: params.least, within: 'at_least' },
      found: `Each unit spent has earned ${cpi.value.toFixed(3)}${by(cpi.fact)}`,
      evidence: [cpi.evidence],
      advice: 'Find which work costs more than it was estimated at, and forecast the cost at completion.',
    })
  },
})

/** Work against plan. */
export const schedulePerformance = defineCheck({
  id: 'governance.schedule-performance',
  version: '1.0.0',
  title: 'As much work is done as was planned by now',
  clause: 'EIA-748, schedule performance index',
  formula: 'SPI = EV / PV >= least',
  sources: [EVM, PRACTICE],
  severity: 'warning',
  why: 'Work that is not done by now has to be done beside the work to come.',
  params: z.object({
    least: z.number().min(0).default(0.9).describe('Least SPI; 0.95 and more is green by common practice'),
    coverage,
  }),
  grain: 'project',
  needs: ['indicator'],
  evaluate({ project: { id: project }, indicator, params }) {
    const spi = figureOf(indicator, { id: 'earned-value.spi', project, coverage: params.coverage })
    if ('missing' in spi) return spi.missing
    return judge({
      figure: { value: spi.value, unit: 'ratio', limit: params.least, within: 'at_least' },
      found: `${spi.value.toFixed(3)} of the work planned by now is done${by(spi.fact)}`,
      evidence: [spi.evidence],
      advice: 'Look at the late items on the critical path first; the index also counts what can wait.',
    })
  },
})

/** Whether the rest can be done for the rest of the money. */
export const realisticEstimate = defineCheck({
  id: 'governance.realistic-estimate',
  version: '1.1.0',
  title: 'The rest can be done for the rest of the money at the pace so far',
  clause: 'DCMA, TCPI against CPI',
  formula:
    'TCPI - CPI <= difference, TCPI = (BAC - EV) / (BAC - AC); it fails where more than the budget is spent and work is left',
  sources: [EVM, PRACTICE],
  severity: 'warning',
  why: 'A plan that needs the team to become much cheaper from tomorrow on is a wish.',
  params: z.object({
    difference: z
      .number()
      .min(0)
      .default(0.1)
      .describe('How much better than so far the rest has to be done; DCMA lets 0.10 pass'),
    coverage,
  }),
  grain: 'project',
  needs: ['indicator'],
  evaluate({ project: { id: project }, indicator, params }) {
    const cpi = figureOf(indicator, { id: 'earned-value.cpi', project, coverage: params.coverage })
    if ('missing' in cpi) return cpi.missing
    const tcpi = figureOf(indicator, { id: 'earned-value.tcpi', project, coverage: params.coverage })
    if ('missing' in tcpi) return tcpi.missing
    const evidence = [tcpi.evidence, cpi.evidence]
    const advice = 'Estimate the rest anew, bottom up, and ask for a decision on the money.'
    // Below zero there is no money left for the rest: the smallest of all differences would be the worst.
    if (tcpi.value < 0)
      return fail('More than the whole budget is spent, and work is left.', { evidence, advice })
    const value = differenceOf(tcpi.value, cpi.value)
    return judge({
      figure: { value, unit: 'ratio', limit: params.difference, within: 'at_most' },
      found: `The rest has to earn ${tcpi.value.toFixed(3)} for each unit spent, so far it was ${cpi.value.toFixed(3)}`,
      evidence,
      advice,
    })
  },
})

/** Whether what is estimated for the rest fits what was reached so far. */
export const believableEstimate = defineCheck({
  id: 'governance.believable-estimate',
  version: '1.0.0',
  title: 'What is estimated for the rest fits the pace so far',
  clause: 'DCMA, TCPI of the estimate against CPI',
  formula:
    '|TCPI - CPI| <= difference, TCPI = (BAC - EV) / (EAC - AC), EAC estimated bottom up; not applicable where nothing is left',
  sources: [EVM, PRACTICE],
  severity: 'warning',
  why: 'An estimate that needs another team than the one that did the work so far, a better or a worse one, was not made from what is known.',
  params: z.object({
    difference: z
      .number()
      .min(0)
      .default(0.1)
      .describe('How far the estimate may be from the pace so far, either way; DCMA lets 0.10 pass'),
    coverage,
  }),
  grain: 'project',
  needs: ['indicator'],
  evaluate({ project: { id: project }, indicator, params }) {
    const of = { project, coverage: params.coverage }
    const complete = figureOf(indicator, { id: 'earned-value.complete', ...of })
    if (!('missing' in complete) && complete.value >= 1) return nothing('Nothing is left to be estimated.')
    const cpi = figureOf(indicator, { id: 'earned-value.cpi', ...of })
    if ('missing' in cpi) return cpi.missing
    const tcpi = figureOf(indicator, { id: 'earned-value.tcpi-eac', ...of })
    if ('missing' in tcpi) return tcpi.missing
    const value = Math.abs(differenceOf(tcpi.value, cpi.value))
    return judge({
      figure: { value, unit: 'ratio', limit: params.difference, within: 'at_most' },
      found: `The estimate takes it that the rest earns ${tcpi.value.toFixed(3)} for each unit spent, so far it was ${cpi.value.toFixed(3)}`,
      evidence: [tcpi.evidence, cpi.evidence],
      advice:
        'Estimate the rest anew with those who do it, or say what makes it dearer or cheaper than so far.',
    })
  },
})

/** Differences of ratios carry the rounding of both; a billionth is no difference in money. */
const differenceOf = (one: number, other: number): number => Math.round((one - other) * 1e9) / 1e9
