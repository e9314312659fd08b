import { endTime } from './end-finish.ts'
import type { SimulationProgram } from './program.ts'

/** Bars of a histogram. */
const BARS = 24

/** What is made of the finishes of a simulation. */
export interface SummaryChunk {
  readonly program: SimulationProgram
  /** As `simulate` writes them. */
  readonly finishes: Float64Array
  readonly iterations: number
  /** Points in time whose chance is asked, absolute minutes, for each end. */
  readonly chancesOf: readonly (readonly number[])[]
  /** Ends whose ranks are asked for, with as many of the first iterations. */
  readonly ranksOf: readonly number[]
  readonly ranked: number
}

/** How the finishes of one end are distributed. Times are absolute minutes. */
export interface EndSummary {
  readonly earliest: number
  readonly p10: number
  readonly p50: number
  readonly p80: number
  readonly p90: number
  readonly latest: number
  /** Standard deviation in working minutes of the end's calendar, of several calendars in minutes of the clock. */
  readonly deviation: number
  /** Share of iterations that finish at or before each asked point in time. */
  readonly chances: readonly number[]
  /** Counts of equal spans of time from the earliest to the latest finish. */
  readonly histogram: readonly number[]
}

/** The summaries of all ends (undefined: an end without nodes), and ranks for {@link sensitivity}. */
export interface Summary {
  readonly ends: readonly (EndSummary | undefined)[]
  readonly ranks: readonly Float64Array[]
}

/** Quantiles, chances and ranks of the finishes of all ends. */
export function summarise(chunk: SummaryChunk): Summary {
  const { finishes, iterations, program, chancesOf, ranksOf, ranked } = chunk
  const of = (end: number): Float64Array => finishes.subarray(end * iterations, (end + 1) * iterations)
  const count = program.endGroups.length - 1
  return {
    ends: Array.from({ length: count }, (_, end) => {
      const sorted = of(end).toSorted()
      if (Number.isNaN(sorted[0] ?? Number.NaN)) return undefined
      return endSummary(sorted, (finish) => endTime(program, end, finish), chancesOf[end] ?? [])
    }),
    ranks: ranksOf.map((end) => centredRanks(of(end).subarray(0, ranked))),
  }
}

function endSummary(
  sorted: Float64Array,
  timeOf: (finish: number) => number,
  asked: readonly number[],
): EndSummary {
  const last = sorted.length - 1
  // The smallest value that at least the share of the iterations does not exceed: a finish that was simulated, nothing between.
  const at = (share: number): number =>
    timeOf(sorted[Math.min(last, Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1))] ?? 0)
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const earliest = at(0)
  const latest = at(1)
  const within = (time: number): number => countUpTo(sorted, (finish) => timeOf(finish) <= time)
  const width = (latest - earliest) / BARS
  const sums = Array.from({ length: BARS }, (_, bar) =>
    bar === BARS - 1 ? sorted.length : within(earliest + width * (bar + 1)),
  )
  return {
    earliest,
    p10: at(0.1),
    p50: at(0.5),
    p80: at(0.8),
    p90: at(0.9),
    latest,
    deviation: last === 0 ? 0 : Math.sqrt(squares / last),
    chances: asked.map((time) => within(time) / sorted.length),
    histogram: width === 0 ? [sorted.length] : sums.map((sum, bar) => sum - (sums[bar - 1] ?? 0)),
  }
}

/** How many of the sorted values, from the first on, have a property that no later one gets back. */
function countUpTo(sorted: Float64Array, has: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (has(sorted[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}

/** Ranks less their mean; equal values share the middle of theirs. */
export function centredRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).toSorted(
    (one, other) => (values[one] ?? 0) - (values[other] ?? 0),
  )
  const ranks = new Float64Array(values.length)
  const middle = (values.length - 1) / 2
  for (let first = 0; first < order.length;) {
    let behind = first + 1
    while (behind < order.length && values[order[behind] ?? 0] === values[order[first] ?? 0]) behind += 1
    const rank = (first + behind - 1) / 2 - middle
    for (; first < behind; first += 1) ranks[order[first] ?? 0] = rank
  }
  return ranks
}
