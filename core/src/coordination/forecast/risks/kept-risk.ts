import { z } from 'zod'

/** Impact of a risk in working days of 8 hours. */
export const impact = z
  .object({
    low: z.number().min(-2000).max(2000),
    likely: z.number().min(-2000).max(2000),
    high: z.number().min(-2000).max(2000),
  })
  .refine(({ low, likely, high }) => low <= likely && likely <= high, { error: 'wants low ≤ likely ≤ high' })

/** A risk as a forecast takes it: something that may happen once, and then lengthens each of its items. */
export const forecastRisk = z.object({
  title: z.string().trim().min(1).max(200),
  probability: z.number().min(0).max(1).describe('Chance that it happens, 0 to 1'),
  impact: impact.describe(
    'Working days (of 8 hours) by which each item takes longer if it happens; negative: shorter',
  ),
  items: z
    .array(z.string().min(1).max(300))
    .min(1)
    .max(200)
    .readonly()
    .describe('Items that it is on: keys, or connection/ref'),
})
/** The shape of {@link forecastRisk}. */
export type ForecastRisk = z.infer<typeof forecastRisk>

/** A risk that the PMO keeps for all forecasts. */
export interface KeptRisk extends ForecastRisk {
  readonly id: string
  readonly note?: string
  readonly by: string
  /** Instant. */
  readonly at: string
  readonly endedBy?: string
  readonly endedAt?: string
}
