import { z } from 'zod'
import { recordBase, reference, when } from './common.ts'

/**
 * Time booked on an item.
 *
 * @example
 * ```ts
 * const hour = {
 *   kind: 'worklog',
 *   ref: '301',
 *   item: '4711',
 *   account: '17',
 *   started: '2026-02-03T10:15:00Z',
 *   minutes: 60,
 * } satisfies RecordInput
 * ```
 */
export const worklog = z.strictObject({
  kind: z.literal('worklog'),
  ...recordBase,
  item: reference,
  account: reference.optional(),
  started: when,
  minutes: z.number().min(0),
  chargeCode: z.string().optional(),
  comment: z.string().optional(),
})
/** A checked worklog. The shape of {@link worklog}. */
export type Worklog = z.infer<typeof worklog>
