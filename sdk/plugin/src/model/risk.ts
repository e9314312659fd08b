import { z } from 'zod'
import { day, money, recordBase, reference } from './common.ts'

/**
 * A risk where the source keeps them.
 *
 * @example
 * ```ts
 * const supplier = {
 *   kind: 'risk',
 *   ref: 'risk/2',
 *   container: 'plan.xml',
 *   title: 'Only one supplier',
 *   probability: 0.3,
 * } satisfies RecordInput
 * ```
 */
export const risk = z.strictObject({
  kind: z.literal('risk'),
  ...recordBase,
  container: reference,
  title: z.string(),
  description: z.string().optional(),
  probability: z.number().min(0).max(1).optional(),
  impact: z.number().optional().describe('On the source’s own scale'),
  exposure: money.optional(),
  response: z.string().optional(),
  status: z.string().optional(),
  owner: reference.optional(),
  due: day.optional(),
})
/** A checked risk. The shape of {@link risk}. */
export type Risk = z.infer<typeof risk>
