import { z } from 'zod'
import { expressionLimits, houseRule, ruleSetting } from './standards-rules.ts'

/** What the PMO holds its projects to. */
export const standards = z.strictObject({
  rules: z.array(ruleSetting).optional().describe('How rules of plugins and of the house are set'),
  house: z.array(houseRule).optional().describe('Rules of the house, in CEL'),
  approval: z
    .enum(['none', 'second-person'])
    .optional()
    .describe(
      'second-person: a change through the API waits until somebody else approves it. What this file says counts as approved. Default none',
    ),
  limits: expressionLimits.optional().describe('What expressions of the house may cost'),
})
/**
 * What the PMO holds its projects to, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const strict: StandardsInput = {
 *   rules: [{ rule: 'agile.stale', severity: 'error' }],
 *   approval: 'second-person',
 * }
 * ```
 */
export type StandardsInput = z.input<typeof standards>
/** The same with the defaults filled in. The shape of {@link StandardsInput}. */
export type StandardsSettings = z.output<typeof standards>
