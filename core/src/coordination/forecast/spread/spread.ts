import { z } from 'zod'

const finite = z.number().min(-1e9).max(1e9)

interface ThreePoints {
  readonly low: number
  readonly likely: number
  readonly high: number
}

function ordered({ low, likely, high }: ThreePoints): boolean {
  return low <= likely && likely <= high
}
const ORDERED = { error: 'wants low ≤ likely ≤ high' }
const threePoints = { low: finite, likely: finite, high: finite }

/**
 * How far a value may come out otherwise than expected. `pert`: beta distribution of three points, mean (low + 4 likely + high) / 6,
 * alpha = 1 + 4 (likely − low) / (high − low). `triangular`: mean of the three. `uniform`: all alike between two. `normal`: without
 * bounds. `samples`: as often as it was so before.
 */
export const spread = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pert'), ...threePoints }).refine(ordered, ORDERED),
  z.object({ kind: z.literal('triangular'), ...threePoints }).refine(ordered, ORDERED),
  z
    .object({ kind: z.literal('uniform'), low: finite, high: finite })
    .refine(({ low, high }) => low <= high, { error: 'wants low ≤ high' }),
  z.object({ kind: z.literal('normal'), mean: finite, deviation: finite.min(0) }),
  z.object({ kind: z.literal('samples'), values: z.array(finite).min(1).max(100_000).readonly() }),
])
/** A distribution. The shape of {@link spread}. */
export type Spread = z.infer<typeof spread>

/** A spread as a table of unit shape, moved by `offset` after it was stretched by `scale`. */
export interface PlacedShape {
  /** Names the shape: spreads of the same shape share one table. */
  readonly shape: string
  readonly offset: number
  readonly scale: number
}
