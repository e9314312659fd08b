import { z } from 'zod'
import { fieldValue, recordBase, reference, when } from './common.ts'

/**
 * An item seen in a container that is not its home: a Projects v2 item, a board card, a bucket.
 *
 * @example
 * ```ts
 * const card = {
 *   kind: 'placement',
 *   ref: 'PVTI_1',
 *   container: 'PVT_1',
 *   item: '17',
 *   status: 'Next',
 * } satisfies RecordInput
 * ```
 */
export const placement = z.strictObject({
  kind: z.literal('placement'),
  ...recordBase,
  container: reference,
  item: reference.optional().describe('Absent for a card that has no item behind it'),
  title: z.string().optional().describe('Title of a card without an item'),
  archived: z.boolean().optional(),
  status: z.string().optional().describe("The container's own status word"),
  iteration: reference.optional(),
  start: when.optional(),
  target: when.optional(),
  order: z.number().optional(),
  fields: z.record(z.string(), fieldValue).optional(),
})
/** A checked placement. The shape of {@link placement}. */
export type Placement = z.infer<typeof placement>
