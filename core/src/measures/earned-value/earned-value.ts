import { ratio } from '../ratio.ts'

/** The four values that earned value management compares, all in one unit: of money, or of work. */
export interface ValueNow {
  /** Budgeted cost of the work that should be done by now (BCWS). */
  readonly planned: number
  /** Budgeted cost of the work that is done (BCWP). */
  readonly earned: number
  /** What the work that is done has cost (ACWP). */
  readonly actual: number
  /** Budget of all work (BAC). */
  readonly budget: number
}

/**
 * How the estimate at completion is made. `typical`: what is left goes on as badly as what is done; `atypical`: it goes as planned;
 * `combined`: it suffers from cost and schedule; `bottom_up`: somebody has estimated what is left.
 */
export type EstimateMethod = 'typical' | 'atypical' | 'combined' | 'bottom_up'

/** What follows from the four values. A figure is absent where its formula divides by zero. */
export interface EarnedValueFigures {
  readonly costVariance: number
  readonly scheduleVariance: number
  /** Variances as shares of what is earned and what is planned. */
  readonly costVarianceShare?: number
  readonly scheduleVarianceShare?: number
  readonly costIndex?: number
  readonly scheduleIndex?: number
  readonly estimateAtCompletion?: number
  readonly estimateToComplete?: number
  readonly varianceAtCompletion?: number
  /** Index that the rest has to reach so that the budget, or the estimate, is kept. */
  readonly toCompleteBudget?: number
  readonly toCompleteEstimate?: number
  readonly shareComplete?: number
  readonly shareSpent?: number
}

/**
 * Estimate at completion (ANSI/EIA-748).
 * @param left estimate of what is left, for `bottom_up`
 * @returns undefined where a formula divides by zero: nothing spent or earned says nothing of what is left
 */
export function estimateAtCompletion(
  { planned, earned, actual, budget }: ValueNow,
  method: EstimateMethod,
  left?: number,
): number | undefined {
  const rest = budget - earned
  const costIndex = ratio(earned, actual)
  switch (method) {
    case 'typical':
      return ratio(budget, costIndex)
    case 'atypical':
      return actual + rest
    case 'combined': {
      const scheduleIndex = ratio(earned, planned)
      const both =
        costIndex === undefined || scheduleIndex === undefined ? undefined : costIndex * scheduleIndex
      const share = ratio(rest, both)
      return share === undefined ? undefined : actual + share
    }
    case 'bottom_up':
      return left === undefined ? undefined : actual + left
    default: {
      const never: never = method
      throw new Error(`no such method: ${String(never)}`)
    }
  }
}

/**
 * Earned value figures (ANSI/EIA-748): CV = EV − AC, SV = EV − PV, CPI = EV ÷ AC, SPI = EV ÷ PV, ETC = EAC − AC, VAC = BAC − EAC,
 * TCPI = (BAC − EV) ÷ (BAC − AC) or ÷ (EAC − AC).
 */
export function earnedValueFigures(
  value: ValueNow,
  { method = 'typical', left }: { readonly method?: EstimateMethod; readonly left?: number } = {},
): EarnedValueFigures {
  const { planned, earned, actual, budget } = value
  const estimate = estimateAtCompletion(value, method, left)
  return {
    costVariance: earned - actual,
    scheduleVariance: earned - planned,
    ...some({
      costVarianceShare: ratio(earned - actual, earned),
      scheduleVarianceShare: ratio(earned - planned, planned),
      costIndex: ratio(earned, actual),
      scheduleIndex: ratio(earned, planned),
      estimateAtCompletion: estimate,
      estimateToComplete: estimate === undefined ? undefined : estimate - actual,
      varianceAtCompletion: estimate === undefined ? undefined : budget - estimate,
      toCompleteBudget: ratio(budget - earned, budget - actual),
      toCompleteEstimate: estimate === undefined ? undefined : ratio(budget - earned, estimate - actual),
      shareComplete: ratio(earned, budget),
      shareSpent: ratio(actual, budget),
    }),
  }
}

/** Those of the values that there are. */
export function some<T extends Readonly<Record<string, number | undefined>>>(
  values: T,
): { readonly [Name in keyof T]?: number } {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as { readonly [Name in keyof T]?: number } // the rest was left out above
}
