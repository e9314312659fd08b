import type { GovernanceFact } from '@headless-pmo/sdk'
import type { BudgetPeriod } from './budget-course.ts'

/** Money by line and period, as the PMO keeps it. */
export type BudgetLines = GovernanceFact['budget']

/** All lines that end on one day. */
export interface PeriodOfLines extends BudgetPeriod {
  readonly from: string
  /** Its last day, YYYY-MM-DD. */
  readonly until: string
  readonly isOver: boolean
}

/** The budget in one currency, period by period. */
export interface BudgetInCurrency {
  readonly currency: string
  readonly periods: readonly PeriodOfLines[]
}

/**
 * Periods of a budget by currency, the earliest first. What was spent counts of periods that are over alone, since in one that
 * runs it is a part; where a line of a period does not tell, or tells in another currency, the period does not.
 */
export function budgetPeriods(lines: BudgetLines, today: string): readonly BudgetInCurrency[] {
  return [...Map.groupBy(lines, ({ planned }) => planned.currency)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, of]) => ({
      currency,
      periods: [...Map.groupBy(of, ({ until }) => until)]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([until, some]) => {
          const isOver = until < today
          const actual = isOver ? summed(some, currency, (line) => line.actual) : undefined
          const forecast = isOver ? undefined : summed(some, currency, (line) => line.forecast)
          return {
            from: some.map(({ from }) => from).reduce((one, other) => (other < one ? other : one)),
            until,
            isOver,
            planned: summed(some, currency, (line) => line.planned) ?? 0,
            ...(actual !== undefined && { actual }),
            ...(forecast !== undefined && { forecast }),
          }
        }),
    }))
}

type Line = BudgetLines[number]

function summed(
  lines: readonly Line[],
  currency: string,
  moneyOf: (line: Line) => Line['actual'],
): number | undefined {
  const told = lines.map(moneyOf)
  if (told.some((money) => money?.currency !== currency)) return undefined
  return told.reduce((sum, money) => sum + Number(money?.amount ?? 0), 0)
}
