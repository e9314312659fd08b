import { z } from 'zod'

const share = z.number().min(0).max(100)

/** Field keys under which trackers keep three-point estimates. */
const threePoint = z.strictObject({
  optimistic: z.string().min(1).describe('Key of the custom field with the lowest value'),
  mostLikely: z.string().min(1).optional().describe('Absent: the duration as it is scheduled'),
  pessimistic: z.string().min(1).describe('Key of the custom field with the highest value'),
  unit: z
    .enum(['minutes', 'hours', 'days', 'weeks'])
    .describe('Of the fields: days of 8 hours, weeks of 5 days'),
})

/** How forecasts are made. */
export const forecast = z.strictObject({
  threePoint: threePoint.optional().describe('Custom fields with three-point estimates'),
  minimumSamples: z
    .int()
    .min(2)
    .optional()
    .describe('Finished items that a spread from history needs at least. Default 10'),
  spread: z
    .strictObject({ low: share, likely: share, high: share })
    .refine(({ low, likely, high }) => low <= likely && likely <= high, {
      error: 'wants low ≤ likely ≤ high',
    })
    .optional()
    .describe(
      'How many times its duration an item takes of which history tells nothing. Default { low: 0.75, likely: 1, high: 2 }',
    ),
  correlation: z
    .number()
    .min(0)
    .max(0.95)
    .optional()
    .describe('How far the items of a project are late together, 0 to 0.95. Default 0: each by itself'),
  iterations: z.int().min(100).max(100_000).optional().describe('Default 5,000'),
  throughputWeeks: z
    .int()
    .min(4)
    .max(260)
    .optional()
    .describe('Weeks of the past that a throughput forecast draws from, at most. Default 26'),
})
/**
 * How forecasts are made, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const forecast: ForecastSettings = {
 *   threePoint: { optimistic: 'low', pessimistic: 'high', unit: 'days' },
 *   spread: { low: 0.8, likely: 1, high: 1.8 },
 * }
 * ```
 */
export type ForecastSettings = z.infer<typeof forecast>
