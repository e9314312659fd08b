import { atOnce, type Steps } from '../steps.ts'

const MS_A_DAY = 86_400_000

/** Work with a budget between two days. */
export interface PlannedPackage {
  /** First day; absent: all of it is planned for its finish. */
  readonly start?: string
  /** Last day; absent: it is not planned, and left out. */
  readonly finish?: string
  /** In the unit of the curve. */
  readonly budget: number
}

/** Working time before the end of a day, by days since 1970-01-01; never falls. */
export type WorkingTimeUntil = (day: number) => number

/** Value that is planned by the end of each day. */
export interface PlannedCurve {
  /** Days since 1970-01-01 of the first value. */
  readonly first: number
  /** By day from the first one on; the last is the whole budget that is dated. */
  readonly values: readonly number[]
}

/** Days since 1970-01-01 of a date, which may be followed by a time. */
export function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / MS_A_DAY)
}

/** The date of days since 1970-01-01. */
export function dayText(day: number): string {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10)
}

/** What is planned by the end of a day: nothing before the first one, all after the last. */
export function plannedAt({ first, values }: PlannedCurve, day: number): number {
  if (day < first) return 0
  return values[Math.min(day - first, values.length - 1)] ?? 0
}

/**
 * The time-phased budget: each package spreads its budget evenly over the working time from its start to its finish. One pass over
 * packages and days, however many run at once.
 * @returns undefined where no package has a finish
 */
export function plannedCurve(
  packages: readonly PlannedPackage[],
  worked: WorkingTimeUntil,
): PlannedCurve | undefined {
  return atOnce(plannedCurveSteps(packages, worked))
}

/** As {@link plannedCurve}, with stops for plans of any size. */
export function* plannedCurveSteps(
  packages: Iterable<PlannedPackage>,
  worked: WorkingTimeUntil,
): Steps<PlannedCurve | undefined> {
  const spans: { readonly start: number; readonly finish: number; readonly budget: number }[] = []
  let [first, last] = [Infinity, -Infinity]
  for (const one of packages) {
    yield
    if (one.finish === undefined) continue
    const finish = dayNumber(one.finish)
    const start = one.start === undefined ? finish : Math.min(dayNumber(one.start), finish)
    spans.push({ start, finish, budget: one.budget })
    first = Math.min(first, start)
    last = Math.max(last, finish)
  }
  if (spans.length === 0) return undefined
  const length = last - first + 1
  // Counted from the begin of the plan: numbers as large as all time since 1970 would lose budgets in their rounding.
  const origin = worked(first - 1)
  // Within a span the value is slope × working time − offset; after it, its budget.
  const slope = new Float64Array(length + 1)
  const offset = new Float64Array(length + 1)
  const done = new Float64Array(length + 1)
  for (const { start, finish, budget } of spans) {
    yield
    const before = worked(start - 1) - origin
    const span = worked(finish) - origin - before
    const from = start - first
    const end = finish - first
    done[end] = (done[end] ?? 0) + budget
    // A span without working time, or of one day, is worth its budget at its end.
    if (span <= 0 || end === from) continue
    const rate = budget / span
    slope[from] = (slope[from] ?? 0) + rate
    offset[from] = (offset[from] ?? 0) + rate * before
    slope[end] = (slope[end] ?? 0) - rate
    offset[end] = (offset[end] ?? 0) - rate * before
  }
  return { first, values: summed(length, { slope, offset, done }, (day) => worked(first + day) - origin) }
}

function summed(
  length: number,
  parts: { readonly slope: Float64Array; readonly offset: Float64Array; readonly done: Float64Array },
  worked: (day: number) => number,
): number[] {
  const values: number[] = []
  const budget = parts.done.reduce((sum, one) => sum + one, 0)
  let [slope, offset, done, most] = [0, 0, 0, 0]
  for (let day = 0; day < length; day += 1) {
    slope += parts.slope[day] ?? 0
    offset += parts.offset[day] ?? 0
    done += parts.done[day] ?? 0
    // Rounding must neither let a curve fall that cannot, nor take it above the budget.
    most = Math.min(budget, Math.max(most, slope * worked(day) - offset + done))
    values.push(day === length - 1 ? budget : most)
  }
  return values
}

/** Share of a package that is planned by the end of a day, 0 to 1; undefined where it has no finish. */
export function plannedShare(
  { start, finish }: Omit<PlannedPackage, 'budget'>,
  day: number,
  worked: WorkingTimeUntil,
): number | undefined {
  if (finish === undefined) return undefined
  const end = dayNumber(finish)
  if (day >= end) return 1
  const from = start === undefined ? end : Math.min(dayNumber(start), end)
  if (day < from) return 0
  const before = worked(from - 1)
  const whole = worked(end) - before
  return whole <= 0 ? 0 : (worked(day) - before) / whole
}
