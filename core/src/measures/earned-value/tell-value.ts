import type { EvidenceRow } from '../../portfolio/index.ts'
import { judgeCompletion, judgeIndex, withoutPraise, type Judgement } from './judged.ts'
import { shown, type Figure, type FigureUnit } from '../figure.ts'
import { earnedValueFigures, type EarnedValueFigures, type EstimateMethod } from './earned-value.ts'
import type { ProjectValue } from './project-value.ts'
import { valueTotals, valueUnitShown, type ValueTotal, type ValueTotals } from './value-totals.ts'

const TOTALS = [
  ['budget', 'bac', 'Budget at completion', 'Sum of the budgets of all items (BAC).'],
  [
    'planned',
    'pv',
    'Planned value',
    'Budget of the work planned up to the day, spread evenly over working time (PV).',
  ],
  [
    'earned',
    'ev',
    'Earned value',
    'Budget of the work that is done (EV), by the declared method; never above the budget.',
  ],
  ['actual', 'ac', 'Actual cost', 'What the work has cost (AC).'],
  [
    'left',
    'left',
    'Estimate of the rest, bottom up',
    'Sum of the remaining work of the open items, else their estimates less what was booked (ETC).',
  ],
] as const satisfies readonly (readonly [keyof ValueTotals, string, string, string])[]

type TotalName = keyof ValueTotals

interface Derived {
  readonly id: string
  readonly figure: keyof EarnedValueFigures
  readonly title: string
  readonly formula: string
  readonly of: readonly TotalName[]
  /** How what is left is estimated; absent: typical. */
  readonly estimate?: EstimateMethod
  /** Absent: it counts in the unit of the values. */
  readonly unit?: 'ratio' | 'share'
  /** Said where the formula divides by zero. */
  readonly unknown: string
}

const NOTHING_SPENT = 'Nothing was spent or earned yet, so that there is nothing to divide by.'

const DERIVED: readonly Derived[] = [
  {
    id: 'cv',
    figure: 'costVariance',
    title: 'Cost variance',
    formula: 'EV − AC',
    of: ['earned', 'actual'],
    unknown: '',
  },
  {
    id: 'sv',
    figure: 'scheduleVariance',
    title: 'Schedule variance',
    formula: 'EV − PV',
    of: ['earned', 'planned'],
    unknown: '',
  },
  {
    id: 'cv-share',
    figure: 'costVarianceShare',
    title: 'Cost variance as a share',
    formula: 'CV ÷ EV',
    of: ['earned', 'actual'],
    unit: 'ratio',
    unknown: 'Nothing is earned yet.',
  },
  {
    id: 'sv-share',
    figure: 'scheduleVarianceShare',
    title: 'Schedule variance as a share',
    formula: 'SV ÷ PV',
    of: ['earned', 'planned'],
    unit: 'ratio',
    unknown: 'Nothing was planned up to the day.',
  },
  {
    id: 'cpi',
    figure: 'costIndex',
    title: 'Cost performance index',
    formula: 'EV ÷ AC',
    of: ['earned', 'actual'],
    unit: 'ratio',
    unknown: 'Nothing was spent yet.',
  },
  {
    id: 'spi',
    figure: 'scheduleIndex',
    title: 'Schedule performance index',
    formula: 'EV ÷ PV',
    of: ['earned', 'planned'],
    unit: 'ratio',
    unknown: 'Nothing was planned up to the day.',
  },
  {
    id: 'eac',
    figure: 'estimateAtCompletion',
    title: 'Estimate at completion',
    formula: 'BAC ÷ CPI',
    of: ['budget', 'earned', 'actual'],
    unknown: NOTHING_SPENT,
  },
  {
    id: 'eac-atypical',
    figure: 'estimateAtCompletion',
    estimate: 'atypical',
    title: 'Estimate at completion, if the rest goes as planned',
    formula: 'AC + (BAC − EV)',
    of: ['budget', 'earned', 'actual'],
    unknown: '',
  },
  {
    id: 'eac-combined',
    figure: 'estimateAtCompletion',
    estimate: 'combined',
    title: 'Estimate at completion, if cost and schedule go on as so far',
    formula: 'AC + (BAC − EV) ÷ (CPI × SPI)',
    of: ['budget', 'planned', 'earned', 'actual'],
    unknown: NOTHING_SPENT,
  },
  {
    id: 'eac-bottom-up',
    figure: 'estimateAtCompletion',
    estimate: 'bottom_up',
    title: 'Estimate at completion, bottom up',
    formula: 'AC + ETC, what the items tell to be left',
    of: ['actual', 'left'],
    unknown: '',
  },
  {
    id: 'etc',
    figure: 'estimateToComplete',
    title: 'Estimate to complete',
    formula: 'EAC − AC',
    of: ['budget', 'earned', 'actual'],
    unknown: NOTHING_SPENT,
  },
  {
    id: 'vac',
    figure: 'varianceAtCompletion',
    title: 'Variance at completion',
    formula: 'BAC − EAC',
    of: ['budget', 'earned', 'actual'],
    unknown: NOTHING_SPENT,
  },
  {
    id: 'tcpi',
    figure: 'toCompleteBudget',
    title: 'To-complete performance index',
    formula: '(BAC − EV) ÷ (BAC − AC)',
    of: ['budget', 'earned', 'actual'],
    unit: 'ratio',
    unknown: 'The whole budget is spent.',
  },
  {
    id: 'tcpi-eac',
    figure: 'toCompleteEstimate',
    estimate: 'bottom_up',
    title: 'To-complete performance index of the estimate, bottom up',
    formula: '(BAC − EV) ÷ (EAC − AC), with EAC = AC + what the items tell to be left',
    of: ['budget', 'earned', 'actual', 'left'],
    unit: 'ratio',
    unknown: 'Nothing is left to do.',
  },
  {
    id: 'complete',
    figure: 'shareComplete',
    title: 'Complete by value',
    formula: 'EV ÷ BAC',
    of: ['earned', 'budget'],
    unit: 'share',
    unknown: 'There is no budget.',
  },
  {
    id: 'spent',
    figure: 'shareSpent',
    title: 'Spent',
    formula: 'AC ÷ BAC',
    of: ['actual', 'budget'],
    unit: 'ratio',
    unknown: 'There is no budget.',
  },
]

/** Earned value of a project as figures: the four values with what is left to do, and what follows from them. */
export function earnedValueTold(value: ProjectValue): Figure[] {
  const unit = valueUnitShown(value)
  const totals = valueTotals(value)
  const base = { method: value.method, assumptions: value.assumptions } as const
  const told = TOTALS.map(([name, id, title, formula]): Figure => ({
    ...base,
    ...valueOf(totals[name]),
    id: `earned-value.${id}`,
    title,
    formula,
    unit,
    coverage: totals[name].coverage,
    evidence: totals[name].evidence,
    evidenceTotal: totals[name].evidenceTotal,
    ...complete(name),
    ...((name === 'actual' || name === 'left') && uncounted(value)),
  }))
  const figures = figuresOf(totals)
  const derived = DERIVED.map((one): Figure => {
    const number = figures(one.of, one.estimate)?.[one.figure]
    const isWhole = one.of.every((name) => totals[name].value !== undefined)
    return {
      ...base,
      ...(number !== undefined && { value: number }),
      id: `earned-value.${one.id}`,
      title: one.title,
      formula: `${one.formula}.`,
      unit: one.unit ?? unit,
      coverage: coverageOf(one.of, totals),
      evidence: rowsOf(one.of, totals, unit),
      ...(number === undefined && isWhole && { unknown: one.unknown }),
      ...(number === undefined && !isWhole && one.of.includes('actual') && uncounted(value)),
      ...judgementOf(one, number, { value, costIndex: figures(['earned', 'actual'])?.costIndex }),
    }
  })
  return [...told, ...derived]
}

function judgementOf(
  { id }: Derived,
  number: number | undefined,
  { value, costIndex }: { readonly value: ProjectValue; readonly costIndex: number | undefined },
): Judgement {
  switch (id) {
    case 'cpi':
      return judgeIndex(number, 'cost')
    case 'spi': {
      const judged = judgeIndex(number, 'schedule')
      return value.baseline === undefined ? withoutPraise(judged) : judged
    }
    case 'tcpi':
      return judgeCompletion(number, costIndex)
    default:
      return {}
  }
}

/** Tells the figures that follow from some of the values; undefined where one of these is not known. */
type FiguresOf = (of: readonly TotalName[], method?: EstimateMethod) => EarnedValueFigures | undefined

function figuresOf(totals: ValueTotals): FiguresOf {
  const { budget, planned, earned, actual, left } = totals
  const values = {
    budget: budget.value ?? 0,
    planned: planned.value ?? 0,
    earned: earned.value ?? 0,
    actual: actual.value ?? 0,
  }
  const rest = left.value === undefined ? {} : { left: left.value }
  return (of, method = 'typical') =>
    of.every((name) => totals[name].value !== undefined)
      ? earnedValueFigures(values, { method, ...rest })
      : undefined
}

/** Of several values the one that is known least. */
function coverageOf(of: readonly TotalName[], totals: ValueTotals): ValueTotal['coverage'] {
  const share = ({ coverage: { known, needed } }: ValueTotal): number => (needed === 0 ? 0 : known / needed)
  const [least] = of.map((name) => totals[name]).toSorted((a, b) => share(a) - share(b))
  return least?.coverage ?? { known: 0, needed: 0, of: 'items' }
}

function rowsOf(of: readonly TotalName[], totals: ValueTotals, unit: FigureUnit): EvidenceRow[] {
  return TOTALS.filter(([name]) => of.includes(name)).map(([name, id, title]) => {
    const { value } = totals[name]
    return {
      of: { kind: 'definition', field: `earned-value.${id}` },
      title,
      ...(value !== undefined && { brings: shown(value, unit) }),
    }
  })
}

const valueOf = ({ value }: ValueTotal): { readonly value?: number } => (value === undefined ? {} : { value })

function complete(name: TotalName): Pick<Figure, 'complete'> {
  const todo: Readonly<Record<TotalName, string>> = {
    budget: 'Plan a cost or estimate the items without one.',
    planned: 'Plan a finish for the items without one.',
    earned: 'Enter what the declared method asks for of the items in progress.',
    actual: 'Record the cost of the items that were begun, or book their work.',
    left: 'Let those who do the open items tell how much work is left.',
  }
  return { complete: todo[name] }
}

function uncounted({ unit: { kind }, packages }: ProjectValue): Pick<Figure, 'unknown'> {
  if (packages.length === 0 || (kind !== 'points' && kind !== 'items')) return {}
  return { unknown: 'No tracker tells cost or work of the items, so that what was done has no known cost.' }
}
