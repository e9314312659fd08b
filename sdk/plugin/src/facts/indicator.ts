import { z } from 'zod'
import { recordKey } from '../check/record-key.ts'
import { instant } from '../model/common.ts'

/**
 * A measured figure with its evidence. Where data is missing or stale, the value is `unknown`, never good.
 *
 * @example
 * ```ts
 * const cpi: IndicatorFact = {
 *   id: 'earned-value.cpi',
 *   project: 'web-shop',
 *   value: 0.93,
 *   unit: 'ratio',
 *   coverage: 0.8, // a fifth of the items has no estimate
 *   asOf: { jira: '2026-03-02T08:00:00Z' },
 *   evidence: [],
 * }
 * ```
 */
export const indicatorFact = z.object({
  id: z.string().describe('Which figure, e.g. "earned-value.cpi"'),
  project: z.string().optional().describe('Id of the project; absent: of the portfolio'),
  value: z
    .union([z.number(), z.string(), z.literal('unknown')])
    .describe('`unknown` where data is missing or old, or where the formula divides by zero'),
  reason: z.string().optional().describe('Why it is unknown, as a sentence'),
  method: z.string().optional().describe('How it was measured, where there are several ways'),
  unit: z.string().describe('"ratio", "minutes", "EUR", "items" …'),
  coverage: z.number().min(0).max(1).describe('Share of the data it needs that was there'),
  asOf: z.record(z.string(), instant).describe('By connection: how old the data is'),
  evidence: z.array(recordKey).readonly(),
})
/** See {@link indicatorFact}. */
export type IndicatorFact = Readonly<z.infer<typeof indicatorFact>>
