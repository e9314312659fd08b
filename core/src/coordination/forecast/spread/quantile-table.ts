/** Equal parts of probability that a table has. */
export const TABLE_PARTS = 1024
/** Numbers of a table. */
export const TABLE_POINTS = TABLE_PARTS + 1

/** A distribution by its quantiles, to make a table of. */
export interface Quantiles {
  /** The value below which a share of (0, 1) lies. */
  readonly quantile: (share: number) => number
  /** Mean of the values in the lowest and in the highest of {@link TABLE_PARTS} parts. */
  readonly lowestMean: number
  readonly highestMean: number
}

/**
 * A distribution as a table: its quantiles at equal steps of probability. Between two of them values lie on a line. The outermost
 * ends are set such that the outermost parts keep their means, however far the distribution goes out there; so the mean of the
 * whole is kept, and a distribution without bounds has a table.
 */
export function quantileTable({ quantile, lowestMean, highestMean }: Quantiles): Float64Array {
  const table = new Float64Array(TABLE_POINTS)
  for (let at = 1; at < TABLE_PARTS; at += 1) table[at] = quantile(at / TABLE_PARTS)
  table[0] = Math.min(2 * lowestMean - (table[1] ?? 0), table[1] ?? 0)
  table[TABLE_PARTS] = Math.max(2 * highestMean - (table[TABLE_PARTS - 1] ?? 0), table[TABLE_PARTS - 1] ?? 0)
  return table
}

/** The value of a table below which a share of (0, 1) lies. */
export function valueAt(table: Float64Array, share: number): number {
  const place = share * TABLE_PARTS
  const at = Math.min(TABLE_PARTS - 1, Math.max(0, Math.floor(place)))
  const low = table[at] ?? 0
  return low + (place - at) * ((table[at + 1] ?? 0) - low)
}

/** Mean and standard deviation of a table. */
export function momentsOf(table: Float64Array): { readonly mean: number; readonly deviation: number } {
  let sum = 0
  let squares = 0
  for (let at = 0; at < TABLE_PARTS; at += 1) {
    const low = table[at] ?? 0
    const high = table[at + 1] ?? 0
    sum += (low + high) / 2
    squares += (low * low + low * high + high * high) / 3
  }
  const mean = sum / TABLE_PARTS
  return { mean, deviation: Math.sqrt(Math.max(0, squares / TABLE_PARTS - mean * mean)) }
}
