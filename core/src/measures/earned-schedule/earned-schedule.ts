import { some } from '../earned-value/earned-value.ts'
import { ratio } from '../ratio.ts'

/** What earned schedule is computed from; times count in periods of the plan. */
export interface ScheduleNow {
  /** Value planned by the end of each period, the first one first; never falls. */
  readonly planned: readonly number[]
  readonly earned: number
  /** Actual time: periods since the begin of the plan. */
  readonly time: number
  /** Estimated duration to hold the rest against, in place of the planned one. */
  readonly duration?: number
  /** Performance that the rest is expected to have, for a second estimate. */
  readonly factor?: number
}

/** Earned schedule figures, in periods; a figure is absent where its formula divides by zero. */
export interface EarnedScheduleFigures {
  /** Whole periods that are earned. */
  readonly whole: number
  /** Part of the next one. */
  readonly part: number
  /** Time at which what is earned now was planned to be. */
  readonly earnedSchedule: number
  /** ES − AT. */
  readonly variance: number
  /** ES ÷ AT. */
  readonly index?: number
  /** (PD − ES) ÷ (PD − AT): what the rest has to reach; absent once the planned duration is over. */
  readonly toComplete?: number
  /** PD ÷ SPI(t). */
  readonly estimate?: number
  /** AT + (PD − ES) ÷ the given factor. */
  readonly estimateByFactor?: number
}

/** Sums of budgets differ by rounding; a hair below a period's value is that value. */
const ROUNDING = 1e-9

/**
 * Earned schedule (Lipke; ISO 21508): ES = C + I, where C is the last whole period with a planned value not above what is earned and
 * I = (EV − PV_C) ÷ (PV_{C+1} − PV_C). Time goes on after the planned duration; ES does not pass it.
 * @returns undefined for a plan without periods or without value
 */
export function earnedSchedule({
  planned,
  earned,
  time,
  duration,
  factor,
}: ScheduleNow): EarnedScheduleFigures | undefined {
  const budget = planned.at(-1)
  if (budget === undefined || budget <= 0) return undefined
  const periods = planned.length
  const slack = budget * ROUNDING
  const whole = wholePeriods(planned, earned + slack)
  const before = whole === 0 ? 0 : (planned[whole - 1] ?? 0)
  const next = planned[whole]
  const part = next === undefined ? 0 : Math.max(0, ratio(earned - before, next - before) ?? 0)
  const schedule = whole + part
  const index = ratio(schedule, time)
  const planEnd = duration ?? periods
  return {
    whole,
    part,
    earnedSchedule: schedule,
    variance: schedule - time,
    ...some({
      index,
      toComplete: planEnd > time ? ratio(periods - schedule, planEnd - time) : undefined,
      estimate: ratio(periods, index),
      estimateByFactor: byFactor(time, periods - schedule, factor),
    }),
  }
}

function byFactor(time: number, left: number, factor: number | undefined): number | undefined {
  const rest = ratio(left, factor)
  return rest === undefined ? undefined : time + rest
}

/** Periods whose planned value is not above what is earned; the values never fall. */
function wholePeriods(planned: readonly number[], earned: number): number {
  let [low, high] = [0, planned.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((planned[middle] ?? Infinity) <= earned) low = middle + 1
    else high = middle
  }
  return low
}
