/** Value below or at which a share of the values lie (nearest rank): one that was measured, never one between two. */
export function percentile(values: readonly number[], share: number): number | undefined {
  return nearestRank(
    values.toSorted((a, b) => a - b),
    share,
  )
}

/** As {@link percentile}, of values that are in order, the least first. */
export function nearestRank(sorted: ArrayLike<number>, share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}
