import { z } from 'zod'
import { recordBase, reference } from './common.ts'
import { statusCategory } from './work-item.ts'

/**
 * What a status word of the tracker means, and where.
 *
 * @example
 * ```ts
 * const review = { kind: 'status', ref: '3', name: 'In review', category: 'in_progress' } satisfies RecordInput
 * ```
 */
export const status = z.strictObject({
  kind: z.literal('status'),
  ...recordBase,
  name: z.string(),
  category: statusCategory.optional().describe('Absent: the tracker does not say'),
  scope: reference.optional().describe('Container it holds in; absent: everywhere'),
})
/** A checked status. The shape of {@link status}. */
export type Status = z.infer<typeof status>
