import type { EvidenceRow } from '../../portfolio/index.ts'
import { shown, type Figure } from '../figure.ts'
import { budgetCourse, type BudgetCourse } from './budget-course.ts'
import {
  budgetPeriods,
  type BudgetInCurrency,
  type BudgetLines,
  type PeriodOfLines,
} from './budget-periods.ts'

/** Share of the plan beyond which money that is missing is no longer tolerable. */
const TOLERABLE = 0.1
const YARDSTICK = 'What is planned, or less, is good; more than 10 % beyond it is not.'

/** The budget of a project as figures, to date and at the end: what is red today can be green at the end, and the other way round. */
export function budgetTold(lines: BudgetLines, today: string): Figure[] {
  const all = budgetPeriods(lines, today)
  return all.flatMap((one) => inCurrency(one, all.length === 1 ? '' : `-${one.currency.toLowerCase()}`))
}

function inCurrency({ currency, periods }: BudgetInCurrency, suffix: string): Figure[] {
  const course = budgetCourse(periods)
  const over = periods.filter(({ isOver }) => isOver)
  const firstSilent = over.findIndex(({ actual }) => actual === undefined)
  const elapsed = firstSilent < 0 ? over : over.slice(0, firstSilent)
  const coming = periods.slice(elapsed.length)
  const unit = { currency }
  const rows = (of: readonly PeriodOfLines[], bring: (one: PeriodOfLines) => number | undefined) =>
    of.map((one): EvidenceRow => {
      const value = bring(one)
      return {
        of: { kind: 'definition', field: `budget until ${one.until}` },
        title: `${one.from} to ${one.until}`,
        ...(value !== undefined && { brings: shown(value, unit) }),
      }
    })
  const soFar = {
    unit,
    coverage: {
      known: elapsed.length,
      needed: over.length,
      of: 'periods that are over, with what was spent',
    },
    evidence: rows(over, ({ actual, planned }) => actual && actual - planned),
    complete: 'Enter what was spent in the periods that are over.',
  } as const
  const known = periods.filter(({ actual, forecast }) => (actual ?? forecast) !== undefined)
  const atEnd = {
    unit,
    coverage: {
      known: known.length,
      needed: periods.length,
      of: 'periods with what was spent or is expected',
    },
    evidence: rows(periods, ({ actual, forecast }) => actual ?? forecast),
    complete: 'Enter what was spent in the periods that are over, and a forecast for the others.',
  } as const
  const hasSpent = elapsed.length > 0
  const end = course.varianceAtEnd
  return [
    {
      ...soFar,
      id: `budget.variance${suffix}`,
      title: 'Spent beyond the plan, to date',
      formula: 'Spent − planned, over the periods that are over.',
      ...(hasSpent && { value: course.varianceToDate }),
      ...judged(
        hasSpent ? course.varianceToDate : undefined,
        course.plannedToDate,
        recovery(course, periods),
      ),
    },
    {
      ...soFar,
      id: `budget.variance-share${suffix}`,
      title: 'Spent beyond the plan as a share, to date',
      formula: '(Spent − planned) ÷ planned, over the periods that are over.',
      unit: 'ratio',
      ...(course.varianceShare !== undefined && { value: course.varianceShare }),
      ...(hasSpent && course.varianceShare === undefined && { unknown: 'Nothing was planned for them.' }),
    },
    {
      ...soFar,
      id: `budget.linear${suffix}`,
      title: 'Cost at the end, if it went on like this',
      formula: 'Whole budget × spent ÷ planned, over the periods that are over.',
      ...(course.linearEstimate !== undefined && { value: course.linearEstimate }),
      ...(hasSpent && course.linearEstimate === undefined && { unknown: 'Nothing was planned for them.' }),
    },
    {
      ...atEnd,
      id: `budget.expected${suffix}`,
      title: 'Expected cost at the end',
      formula: 'Spent in the periods that are over + forecast of the others.',
      ...(course.expectedTotal !== undefined && { value: course.expectedTotal }),
    },
    {
      ...atEnd,
      id: `budget.variance-at-end${suffix}`,
      title: 'Expected cost beyond the budget, at the end',
      formula: 'Expected cost at the end − whole budget.',
      ...(end !== undefined && { value: end }),
      ...judged(end, course.plannedTotal, ''),
    },
    {
      ...atEnd,
      id: `budget.last-cost${suffix}`,
      title: 'Last day of the last period that costs anything',
      formula: 'Last period with spending or a forecast above 0.',
      unit: 'band',
      ...dayOf(course.lastCost, periods),
      ...(course.expectedTotal !== undefined &&
        course.lastCost === undefined && { unknown: 'No period costs anything.' }),
    },
    ...(coming.length === 0 || course.recovers === undefined
      ? []
      : [
          {
            ...atEnd,
            id: `budget.recovers${suffix}`,
            title: 'Back within the plan on',
            formula:
              'Last day of the first period from which on cost, summed up, is no longer above the plan.',
            unit: 'band' as const,
            ...dayOf(course.recovers, periods),
          },
        ]),
  ]
}

function dayOf(index: number | undefined, periods: readonly PeriodOfLines[]): { readonly value?: string } {
  const period = index === undefined ? undefined : periods[index]
  return period === undefined ? {} : { value: period.until }
}

function recovery({ recovers, expectedTotal }: BudgetCourse, periods: readonly PeriodOfLines[]): string {
  const period = recovers === undefined ? undefined : periods[recovers]
  if (period === undefined || expectedTotal === undefined) return ''
  return ` By the forecast it is back within the plan on ${period.until}.`
}

function judged(
  beyond: number | undefined,
  planned: number,
  also: string,
): Pick<Figure, 'yardstick' | 'judged' | 'action'> {
  if (beyond === undefined) return { yardstick: YARDSTICK }
  const light = beyond <= 0 ? 'green' : beyond <= planned * TOLERABLE ? 'amber' : 'red'
  const by = Math.round(Math.abs(beyond) * 100) / 100
  return {
    yardstick: YARDSTICK,
    judged: {
      light,
      because: `${beyond > 0 ? `${by} more than planned.` : beyond < 0 ? `${by} less than planned.` : 'As planned.'}${also}`,
    },
    action: 'Say what the difference buys; then cut scope, or ask for the money before it is spent.',
  }
}
