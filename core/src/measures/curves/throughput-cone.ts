/** What is done after some weeks, with which chance. */
export interface ConeWeek {
  /** Whole weeks from now. */
  readonly weeks: number
  /** Items done from now on that 10, 50 and 90 % of all courses stay at or below. */
  readonly p10: number
  readonly p50: number
  readonly p90: number
  /** Chance that all is done by then, 0 to 1. */
  readonly allDone: number
}

/** Weeks after which a cone ends: two years. What lies further ahead no quarter of the past can tell. */
export const MOST_CONE_WEEKS = 104

/**
 * Where a backlog may be after each week, if every week is one of the past, each as likely as the others (the throughput forecast of
 * Magennis and Vacanti). Told exactly by folding the weeks into each other instead of drawing them: the same question has one answer.
 * Ends where 90 % of all courses are done.
 *
 * @param past items finished in each week of the past
 * @param items items that are left; what a week would do beyond them is not done
 */
export function* throughputCone(past: readonly number[], items: number): Generator<ConeWeek> {
  if (!past.some((count) => count > 0)) return
  const chances = [...Map.groupBy(past, (count) => count)].map(([count, weeks]) => ({
    count,
    chance: weeks.length / past.length,
  }))
  let now = new Float64Array(items + 1)
  now[0] = 1
  for (let weeks = 0; weeks <= MOST_CONE_WEEKS; weeks++) {
    if (weeks > 0) now = folded(now, chances)
    const [p10, p50, p90] = quantiles(now, [0.1, 0.5, 0.9])
    yield { weeks, p10: p10 ?? 0, p50: p50 ?? 0, p90: p90 ?? 0, allDone: Math.min(1, now[items] ?? 0) }
    if (p10 === items) return
  }
}

function folded(
  before: Float64Array,
  chances: readonly { readonly count: number; readonly chance: number }[],
): Float64Array<ArrayBuffer> {
  const after = new Float64Array(before.length)
  const most = before.length - 1
  for (const { count, chance } of chances) {
    for (let done = 0; done <= most; done += 1) {
      const of = before[done] ?? 0
      if (of === 0) continue
      const to = Math.min(most, done + count)
      after[to] = (after[to] ?? 0) + of * chance
    }
  }
  return after
}

/** Chances are sums of fractions: one that is meant to be a half may lie a rounding below it. */
const ROUNDING = 1e-9

function quantiles(chances: Float64Array, shares: readonly number[]): number[] {
  return shares.map((share) => {
    let sum = 0
    for (let done = 0; done < chances.length; done += 1) {
      sum += chances[done] ?? 0
      if (sum >= share - ROUNDING) return done
    }
    return chances.length - 1
  })
}
