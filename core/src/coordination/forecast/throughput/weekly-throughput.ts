/** Minutes of a week. */
const WEEK = 7 * 24 * 60

/** How many items were finished in each whole week before now. */
export interface WeeklyThroughput {
  /** Items a week, the oldest first. */
  readonly weeks: readonly number[]
  /** Instant at which the last of them ended, absolute minutes. */
  readonly end: number
}

/**
 * Counts finished items by weeks that end now: the last `most` weeks, but none before the week of the first finish, since a team that
 * had not begun yet is no team that finished nothing.
 *
 * @param finishes absolute minutes; those after `now` do not count
 */
export function weeklyThroughput(
  finishes: Iterable<number>,
  { now, most }: { readonly now: number; readonly most: number },
): WeeklyThroughput {
  const counts: number[] = []
  for (const finish of finishes) {
    const ago = Math.floor((now - finish) / WEEK)
    if (!(ago >= 0 && ago < most) || finish > now) continue
    counts[ago] = (counts[ago] ?? 0) + 1
  }
  return { weeks: Array.from(counts, (count) => count ?? 0).toReversed(), end: now }
}
