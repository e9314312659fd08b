import { RandomStream } from '../random/random-stream.ts'

/** Weeks after which a forecast gives up: ten years. */
export const MOST_WEEKS = 520

/** A backlog and the past of the team that works it off. */
export interface ThroughputRequest {
  /** Items that were finished in each week of the past. */
  readonly weeks: readonly number[]
  /** Items left. */
  readonly items: number
  /** Weeks after which is asked how many items are done. */
  readonly byWeeks: readonly number[]
  /** Whole number from 0 to 2³² − 1. */
  readonly seed: number
  readonly iterations: number
}

/** When a backlog is empty, and how much of it is done by then. */
export interface ThroughputForecast {
  /**
   * Iterations that were done within each number of weeks from 0 on, summed up: entry w ÷ iterations is the chance to be done after w
   * weeks. It ends where all are done, at {@link MOST_WEEKS} at the latest.
   */
  readonly doneWithin: readonly number[]
  /** For each of `byWeeks`: items that at least 50, 85 and 95 % of the iterations have done. */
  readonly itemsBy: readonly { readonly p50: number; readonly p85: number; readonly p95: number }[]
}

/**
 * Draws weeks of the past at random, again and again, until the backlog is empty: no estimates are needed, only that the team goes on as
 * it did (Magennis; Vacanti: Monte Carlo on throughput). Weeks in which nothing was finished count as well.
 */
export function forecastThroughput(request: ThroughputRequest): ThroughputForecast {
  const { weeks, items, byWeeks, seed, iterations } = request
  const stream = new RandomStream()
  const numbers = new Float64Array(16)
  const doneIn = new Float64Array(MOST_WEEKS + 2)
  const furthest = Math.min(
    MOST_WEEKS,
    byWeeks.reduce((most, week) => Math.max(most, week), 0),
  )
  const doneBy = byWeeks.map(() => new Float64Array(iterations))
  // Who never finished anything never will.
  const longest = weeks.some((count) => count > 0) ? MOST_WEEKS : 0
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    stream.begin(seed, iteration)
    let done = 0
    let week = 0
    for (const [at, by] of byWeeks.entries())
      if (by <= 0 && doneBy[at] !== undefined) doneBy[at][iteration] = 0
    let emptyAfter = items <= 0 ? 0 : MOST_WEEKS + 1
    while (week < longest && (done < items || week < furthest)) {
      const place = week % numbers.length
      if (place === 0) stream.next(numbers, numbers.length)
      done += weeks[Math.floor((numbers[place] ?? 0) * weeks.length)] ?? 0
      week += 1
      if (done >= items && emptyAfter > MOST_WEEKS) emptyAfter = week
      for (const [at, by] of byWeeks.entries()) {
        const list = doneBy[at]
        if (by === week && list !== undefined) list[iteration] = done
      }
    }
    doneIn[emptyAfter] = (doneIn[emptyAfter] ?? 0) + 1
  }
  return { doneWithin: summedUp(doneIn, iterations), itemsBy: doneBy.map((list) => confident(list)) }
}

/** Weeks after which a share of the iterations is done; undefined: later than {@link MOST_WEEKS}, or never. */
export function weeksAt(
  { doneWithin }: ThroughputForecast,
  share: number,
  iterations: number,
): number | undefined {
  const needed = Math.ceil(share * iterations - 1e-9)
  const week = doneWithin.findIndex((count) => count >= needed)
  return week < 0 ? undefined : week
}

function summedUp(doneIn: Float64Array, iterations: number): number[] {
  const within: number[] = []
  let sum = 0
  for (let week = 0; week <= MOST_WEEKS && sum < iterations; week += 1) {
    sum += doneIn[week] ?? 0
    within.push(sum)
  }
  return within
}

/** At least so many: the more certain, the fewer. */
function confident(done: Float64Array): { p50: number; p85: number; p95: number } {
  const sorted = done.toSorted()
  const at = (share: number): number => sorted[Math.floor((1 - share) * (sorted.length - 1) + 1e-9)] ?? 0
  return { p50: at(0.5), p85: at(0.85), p95: at(0.95) }
}
