import { itemFlow } from '../flow/item-flow.ts'
import type { ItemHistory } from '../flow/item-history.ts'
import { nearestRank } from '../flow/percentile.ts'
import { sortedSteps, type Steps } from '../steps.ts'
import { itemName, type ItemName } from './item-point.ts'

/** A finished item: when, and how long it took. */
export interface CyclePoint extends ItemName {
  /** Instant. */
  readonly finished: string
  /** Elapsed days from begin to finish. */
  readonly days: number
}

/** Days that a share of the items did not exceed (nearest rank). */
export interface Percentiles {
  readonly samples: number
  readonly p50: number
  readonly p70: number
  readonly p85: number
  readonly p95: number
}

/** How long the items took that were done in a stretch of time. */
export interface CycleTimes {
  /** By their finish. */
  readonly points: readonly CyclePoint[]
  /** Absent: there are no points. */
  readonly percentiles?: Percentiles
  /** Items that were done in it, and of those with a known begin. */
  readonly done: number
  readonly known: number
}

/**
 * The scatter of cycle times (Kanban Guide; Vacanti): items done from a day on, up to `now`.
 * @param now milliseconds since 1970
 * @param from calendar day in UTC, YYYY-MM-DD
 */
export function* cycleTimes(items: Iterable<ItemHistory>, now: number, from: string): Steps<CycleTimes> {
  const points: CyclePoint[] = []
  let done = 0
  for (const history of items) {
    yield
    const flow = itemFlow(history, now)
    if (flow?.finished === undefined || flow.finished < from) continue
    done += 1
    if (flow.cycleDays === undefined) continue
    points.push({ ...itemName(history), finished: flow.finished, days: flow.cycleDays })
  }
  const percentiles = percentilesOf(points.map(({ days }) => days))
  return {
    points: yield* sortedSteps(points, (a, b) =>
      a.finished < b.finished ? -1 : a.finished > b.finished ? 1 : 0,
    ),
    done,
    known: points.length,
    ...(percentiles !== undefined && { percentiles }),
  }
}

/** Percentiles of days; undefined: there are none. */
export function percentilesOf(days: readonly number[]): Percentiles | undefined {
  // Numbers alone are ordered many times faster than by a function that compares.
  const sorted = Float64Array.from(days).toSorted()
  const [p50, p70, p85, p95] = [0.5, 0.7, 0.85, 0.95].map((share) => nearestRank(sorted, share))
  if (p50 === undefined || p70 === undefined || p85 === undefined || p95 === undefined) return undefined
  return { samples: sorted.length, p50, p70, p85, p95 }
}
