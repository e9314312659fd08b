import type { PastGaps } from '../../network/index.ts'
import { finishDate } from '../forecast-words.ts'
import type { FinishDate } from '../finish-date.ts'
import type { Backlog } from './backlog.ts'
import { MOST_WEEKS, weeksAt, type ThroughputForecast } from './throughput-forecast.ts'

const WEEK = 7 * 1440

/** What a throughput forecast is asked. */
export interface ThroughputQuestion {
  /** Id of a project; absent: all of them together. */
  readonly project?: string
  /** Items to be done; absent: all open ones. */
  readonly items?: number
  /** Weeks of the past to draw from, at most. */
  readonly weeks?: number
  /** A day: how many items are done by its end is told. */
  readonly by?: string
  /** A day of the past or an instant: what was to be forecast then; absent: now. */
  readonly asOf?: string
  readonly seed?: number
  readonly iterations?: number
}

/** After how many weeks, and when. */
export interface WeeksAndDate extends FinishDate {
  readonly weeks: number
}

/** A forecast from throughput. */
export interface ThroughputAnswer {
  readonly asOf: string
  readonly project?: string
  readonly seed: number
  readonly iterations: number
  /** Items to be done. */
  readonly items: number
  /** Items finished in each week of the past, the oldest first. */
  readonly throughput: readonly number[]
  /** Why nothing can be told, a sentence; absent: it can. */
  readonly unknown?: string
  /** Absent: later than ten years, or never, or not known. */
  readonly p50?: WeeksAndDate
  readonly p85?: WeeksAndDate
  readonly p95?: WeeksAndDate
  /** Items done by the day of the question, with at least this chance each. */
  readonly itemsBy?: {
    readonly day: string
    readonly p50: number
    readonly p85: number
    readonly p95: number
  }
  /** Chance to be done after 0, 1, 2 … weeks. */
  readonly chances: readonly number[]
  /** What was taken for granted, each a sentence. */
  readonly assumptions: readonly string[]
  /** What nothing tells of about that time; absent: it is a forecast of now. */
  readonly gaps?: PastGaps
}

/** Weeks of the past below which a forecast says so. */
export const FEW_WEEKS = 6

/** Makes of a throughput forecast what people and programs read. */
export function tellThroughput(told: {
  readonly forecast: ThroughputForecast
  readonly question: ThroughputQuestion
  readonly backlog: Backlog
  readonly weeks: readonly number[]
  /** Absolute minutes. */
  readonly now: number
  readonly items: number
  readonly seed: number
  readonly iterations: number
  readonly asOf: string
}): ThroughputAnswer {
  const { forecast, question, backlog, weeks, now, items, seed, iterations, asOf } = told
  const at = (share: number): WeeksAndDate | undefined => {
    const after = weeksAt(forecast, share, iterations)
    return after === undefined ? undefined : { weeks: after, ...finishDate(now + after * WEEK, backlog.zone) }
  }
  const [p50, p85, p95] = [at(0.5), at(0.85), at(0.95)]
  const [itemsBy] = forecast.itemsBy
  const assumptions = [
    'The team goes on as in the weeks that were drawn from, and nothing is added to what is to be done.',
  ]
  if (weeks.length < FEW_WEEKS)
    assumptions.push(`Only ${weeks.length} weeks of the past are known; the forecast is a rough one.`)
  if (p95 === undefined)
    assumptions.push(
      `In some iterations work goes on after ${MOST_WEEKS} weeks; what is not told lies beyond.`,
    )
  return {
    asOf,
    seed,
    iterations,
    items,
    throughput: weeks,
    ...(question.project !== undefined && { project: question.project }),
    ...(p50 !== undefined && { p50 }),
    ...(p85 !== undefined && { p85 }),
    ...(p95 !== undefined && { p95 }),
    ...(itemsBy !== undefined && question.by !== undefined && { itemsBy: { day: question.by, ...itemsBy } }),
    chances: forecast.doneWithin.map((count) => count / iterations),
    assumptions,
  }
}
