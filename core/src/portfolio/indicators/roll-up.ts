import type { Money } from '@headless-pmo/sdk'
import { judgeBudget, judgeFinish, type Judgement } from './judge.ts'
import {
  indicator,
  worstLight,
  type Indicator,
  type IndicatorInput,
  type IndicatorSubject,
  type IndicatorValue,
  type SourceAsOf,
} from './indicator.ts'
import { convertMoney, sumMoney, type Rate } from './money.ts'

/** A project or program below, with its figures. */
export interface RolledChild {
  readonly subject: IndicatorSubject
  readonly title: string
  readonly indicators: readonly Indicator[]
}

/** What is rolled up. */
export interface RollUpInput {
  readonly subject: IndicatorSubject
  readonly children: readonly RolledChild[]
  readonly today: string
  readonly committedFinish?: string
  /** Its own; absent: what its children say stands for itself. */
  readonly budget?: readonly Money[]
  readonly currency?: { readonly currency: string; readonly rates: readonly Rate[] }
}

/** How figures of children become one. */
const ROLLED: readonly {
  readonly id: string
  readonly title: string
  readonly fold: 'earliest' | 'latest' | 'sum' | 'mean'
  readonly formula: string
}[] = [
  { id: 'start', title: 'Start', fold: 'earliest', formula: 'Earliest start of all projects.' },
  { id: 'finish', title: 'Finish', fold: 'latest', formula: 'Latest finish of all projects.' },
  { id: 'overdue', title: 'Overdue', fold: 'sum', formula: 'Sum of the overdue items of all projects.' },
  {
    id: 'progress',
    title: 'Progress',
    fold: 'mean',
    formula: 'Mean of the progress of the projects, each by its own method, weighed by their planned effort.',
  },
  {
    id: 'effort-planned',
    title: 'Planned effort',
    fold: 'sum',
    formula: 'Sum over all projects, in minutes.',
  },
  { id: 'effort-spent', title: 'Effort spent', fold: 'sum', formula: 'Sum over all projects, in minutes.' },
  {
    id: 'effort-remaining',
    title: 'Effort remaining',
    fold: 'sum',
    formula: 'Sum over all projects, in minutes.',
  },
  { id: 'cost-planned', title: 'Planned cost', fold: 'sum', formula: 'Sum over all projects, by currency.' },
  { id: 'cost-actual', title: 'Actual cost', fold: 'sum', formula: 'Sum over all projects, by currency.' },
  { id: 'commitments', title: 'Broken commitments', fold: 'sum', formula: 'Sum over all projects.' },
]

/**
 * Figures of a program or portfolio: those of what is below, folded. A child that cannot tell counts as missing, so that nothing above
 * is greener than the truth below. Pure.
 */
export function rollUp(input: RollUpInput): Indicator[] {
  const figures = ROLLED.flatMap(({ id, title, fold, formula }) => {
    const told = input.children.flatMap((child) => {
      const one = child.indicators.find((each) => each.id === id)
      return one === undefined ? [] : [{ child, one }]
    })
    if (told.length === 0 && id === 'commitments') return []
    return [indicator({ ...base(input), id, title, formula, ...foldChildren(input, fold, told) })]
  })
  return [statusOf(input, figures), ...figures]
}

interface Told {
  readonly child: RolledChild
  readonly one: Indicator
}

function base({ subject, children }: RollUpInput): Pick<IndicatorInput, 'subject' | 'asOf'> {
  return { subject, asOf: sourcesOf(children) }
}

/** Each source once; of two words about one source the older counts. */
function sourcesOf(children: readonly RolledChild[]): SourceAsOf[] {
  const sources = new Map<string, SourceAsOf>()
  for (const source of children.flatMap(({ indicators }) => indicators.flatMap(({ asOf }) => asOf))) {
    const known = sources.get(source.connection)
    sources.set(source.connection, {
      ...(known ?? source),
      stale: source.stale || known?.stale === true,
    })
  }
  return [...sources.values()].toSorted((a, b) => (a.connection < b.connection ? -1 : 1))
}

function foldChildren(
  input: RollUpInput,
  fold: (typeof ROLLED)[number]['fold'],
  told: readonly Told[],
): Omit<IndicatorInput, 'id' | 'title' | 'formula' | 'subject' | 'asOf'> {
  const weights = fold === 'mean' ? weightsOf(told) : undefined
  const rows = told.map(({ child, one }, index) => ({
    of: { kind: child.subject.kind, id: child.subject.id },
    title: child.title,
    ...(one.value !== undefined && { brings: one.value }),
    ...(weights !== undefined && { weight: weights.of[index] ?? 0 }),
  }))
  const { value, assumptions, ...judged } = judge(input, told[0]?.one.id, valueOf(input, fold, rows))
  // One without any item of its own still owes the figure.
  const sum = (pick: (one: Indicator) => number): number => told.reduce((all, { one }) => all + pick(one), 0)
  return {
    ...(value !== undefined && { value }),
    coverage: {
      known: sum((one) => one.coverage.known),
      needed: sum((one) => Math.max(one.coverage.needed, 1)),
      of: told[0]?.one.coverage.of ?? 'projects',
    },
    evidence: rows,
    assumptions: [...(assumptions ?? []), ...(weights?.assumptions ?? [])],
    complete: told.flatMap(({ one }) => (one.state === 'known' ? [] : one.actions)),
    ...judged,
  }
}

/** Projects weigh as much as their planned effort, where all of them have one. */
function weightsOf(told: readonly Told[]): {
  readonly of: readonly number[]
  readonly assumptions: readonly string[]
} {
  const efforts = told.map(({ child }) => {
    const effort = child.indicators.find(({ id }) => id === 'effort-planned')
    return effort?.state !== 'unknown' && effort?.value?.type === 'minutes' ? effort.value.minutes : 0
  })
  if (efforts.every((effort) => effort > 0)) return { of: efforts, assumptions: [] }
  return {
    of: told.map(() => 1),
    assumptions: ['Not every project has a planned effort; each of them weighs the same.'],
  }
}

function valueOf(
  input: RollUpInput,
  fold: (typeof ROLLED)[number]['fold'],
  rows: readonly { readonly brings?: IndicatorValue; readonly weight?: number }[],
): Pick<IndicatorInput, 'value' | 'assumptions'> {
  const values = rows.flatMap(({ brings, weight = 1 }) => (brings === undefined ? [] : [{ brings, weight }]))
  const days = values.flatMap(({ brings }) => (brings.type === 'day' ? [brings.day] : [])).toSorted()
  const day = fold === 'earliest' ? days[0] : days.at(-1)
  if (day !== undefined) return { value: { type: 'day', day } }
  const amounts = values.flatMap(({ brings }) => (brings.type === 'money' ? brings.amounts : []))
  if (amounts.length > 0) return moneyOf(input, amounts)
  const shares = values.flatMap(({ brings, weight }) =>
    brings.type === 'share' ? [{ share: brings.share, weight }] : [],
  )
  if (shares.length > 0) {
    const whole = shares.reduce((sum, { weight }) => sum + weight, 0)
    const share = shares.reduce((sum, one) => sum + one.share * one.weight, 0) / whole
    return { value: { type: 'share', share } }
  }
  const minutes = values.flatMap(({ brings }) => (brings.type === 'minutes' ? [brings.minutes] : []))
  if (minutes.length > 0) return { value: { type: 'minutes', minutes: total(minutes) } }
  const counts = values.flatMap(({ brings }) => (brings.type === 'count' ? [brings.count] : []))
  return counts.length === 0 ? {} : { value: { type: 'count', count: total(counts) } }
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)

function moneyOf(
  { currency, today }: RollUpInput,
  amounts: readonly Money[],
): Pick<IndicatorInput, 'value' | 'assumptions'> {
  if (currency === undefined) return { value: { type: 'money', amounts: sumMoney(amounts) } }
  const converted = convertMoney(amounts, { ...currency, day: today })
  const beside = converted.without.map(
    (code) => `There is no rate of ${code} for ${today}; its amounts stand beside, and are not added.`,
  )
  return {
    value: { type: 'money', amounts: converted.amounts },
    assumptions: [...converted.assumptions, ...beside],
  }
}

function judge(
  input: RollUpInput,
  id: string | undefined,
  told: Pick<IndicatorInput, 'value' | 'assumptions'>,
): Pick<IndicatorInput, 'value'> & Judgement {
  const { value, assumptions = [] } = told
  if (id === 'finish' && value?.type === 'day') {
    return { ...told, ...judgeFinish(input, value.day, { today: input.today, open: openOf(input) }) }
  }
  if (value?.type === 'money' && input.budget !== undefined) {
    const budget = moneyOf(input, input.budget)
    const amounts = budget.value?.type === 'money' ? budget.value.amounts : []
    const judged = judgeBudget(id === 'cost-actual' ? 'actual' : 'planned', value.amounts, amounts)
    return {
      ...told,
      ...judged,
      assumptions: [
        ...new Set([...assumptions, ...(budget.assumptions ?? []), ...(judged.assumptions ?? [])]),
      ],
    }
  }
  return told
}

/** Whether anything below is not done yet. */
function openOf({ children }: RollUpInput): number {
  return total(
    children.map(({ indicators }) => {
      const progress = indicators.find(({ id }) => id === 'progress')?.value
      return progress?.type === 'share' && progress.share === 1 ? 0 : 1
    }),
  )
}

/** The worst light of what is below and of what is judged here. */
function statusOf(input: RollUpInput, figures: readonly Indicator[]): Indicator {
  const below = input.children.map((child) => ({
    child,
    status: child.indicators.find(({ id }) => id === 'status'),
  }))
  const own = figures.filter(({ light }) => light !== undefined)
  const lights = [
    ...below.map(({ status }) => status?.light ?? 'unknown'),
    ...own.flatMap((one) => one.light ?? []),
  ]
  const light = worstLight(lights)
  const named = below
    .filter(({ status }) => (status?.light ?? 'unknown') === light)
    .map(({ child }) => child.title)
  const because = [
    ...(named.length > 0 ? [`${light}: ${named.join(', ')}.`] : []),
    ...own.filter((one) => one.light === light).map((one) => `${one.title}: ${one.because}`),
  ].join(' ')
  const actions = [...below.flatMap(({ status }) => status ?? []), ...own]
    .filter((one) => one.light === light)
    .flatMap((one) => one.actions)
  const known = lights.filter((one) => one !== 'unknown').length
  return indicator({
    ...base(input),
    id: 'status',
    title: 'Status',
    formula: 'The worst light of everything below, and of what is judged here: red, amber, unknown, green.',
    ...(light !== 'unknown' && { value: { type: 'text', text: light }, judged: { light, because } }),
    coverage: { known, needed: lights.length, of: 'projects and figures that can be told' },
    evidence: below.map(({ child, status }) => ({
      of: { kind: child.subject.kind, id: child.subject.id },
      title: `${child.title}: ${status?.because ?? 'it says nothing.'}`,
      ...(status?.light !== undefined &&
        status.light !== 'unknown' && { brings: { type: 'text', text: status.light } }),
    })),
    yardstick: 'Nothing below is amber or red.',
    action: actions,
    complete: actions,
  })
}
