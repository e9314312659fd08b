import { ratio } from '../ratio.ts'

/** Money of one period. */
export interface BudgetPeriod {
  readonly planned: number
  /** Spent; absent: the period is not over, or nobody has told. */
  readonly actual?: number
  /** What it is expected to cost. */
  readonly forecast?: number
}

/** Budget against what was spent and what is expected, both to date and at completion: one without the other misleads. */
export interface BudgetCourse {
  readonly plannedToDate: number
  readonly actualToDate: number
  /** Actual − planned to date; above 0: more was spent. */
  readonly varianceToDate: number
  readonly varianceShare?: number
  /** Whole budget × actual ÷ planned to date: as if it went on like this. */
  readonly linearEstimate?: number
  readonly plannedTotal: number
  /** Actual to date and what is expected of the other periods; absent: some period has no forecast. */
  readonly expectedTotal?: number
  /** Expected − planned in total. */
  readonly varianceAtEnd?: number
  /** Index of the last period that costs something. */
  readonly lastCost?: number
  /** Actual, else forecast, minus planned, summed up to each period; it ends before the first period that nothing is known of. */
  readonly course: readonly number[]
  /** Index of the first period from which on the course is not above 0, though it was before. */
  readonly recovers?: number
}

/** @param periods in their order; those with an actual come first */
export function budgetCourse(periods: readonly BudgetPeriod[]): BudgetCourse {
  const known = periods.findIndex(({ actual }) => actual === undefined)
  const elapsed = known < 0 ? periods : periods.slice(0, known)
  const plannedToDate = sum(elapsed.map(({ planned }) => planned))
  const actualToDate = sum(elapsed.map(({ actual = 0 }) => actual))
  const plannedTotal = sum(periods.map(({ planned }) => planned))
  const expected = periods.map(({ actual, forecast }) => actual ?? forecast)
  const isWhole = expected.every((one) => one !== undefined)
  const course: number[] = []
  for (const [index, { planned }] of periods.entries()) {
    const cost = expected[index]
    if (cost === undefined) break
    course.push((course.at(-1) ?? 0) + cost - planned)
  }
  const share = ratio(actualToDate - plannedToDate, plannedToDate)
  const index = ratio(actualToDate, plannedToDate)
  const recovers = recoveryOf(course)
  const lastCost = expected.findLastIndex((cost) => cost !== undefined && cost > 0)
  const expectedTotal = sum(expected.map((cost = 0) => cost))
  return {
    plannedToDate,
    actualToDate,
    varianceToDate: actualToDate - plannedToDate,
    plannedTotal,
    course,
    ...(share !== undefined && { varianceShare: share }),
    ...(index !== undefined && { linearEstimate: plannedTotal * index }),
    ...(isWhole && { expectedTotal, varianceAtEnd: expectedTotal - plannedTotal }),
    ...(isWhole && lastCost >= 0 && { lastCost }),
    ...(recovers !== undefined && { recovers }),
  }
}

function recoveryOf(course: readonly number[]): number | undefined {
  const above = course.findLastIndex((value) => value > 0)
  return above >= 0 && above + 1 < course.length ? above + 1 : undefined
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
