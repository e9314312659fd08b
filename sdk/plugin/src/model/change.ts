import { z } from 'zod'
import { fieldValue, instant, recordBase, reference } from './common.ts'

/**
 * One field changed in the tracker's own history. `from` and `to` are absent where the tracker does not tell.
 *
 * @example
 * ```ts
 * const done = {
 *   kind: 'change',
 *   ref: 'event/901',
 *   item: '17',
 *   field: 'status',
 *   from: 'In review',
 *   to: 'Done',
 *   effect: 'set',
 *   at: '2026-02-03T10:15:00Z',
 * } satisfies RecordInput
 * ```
 */
export const change = z.strictObject({
  kind: z.literal('change'),
  ...recordBase,
  item: reference,
  field: z.string().describe('Name of the model field it concerns, or the tracker’s own event name'),
  from: fieldValue.optional(),
  to: fieldValue.optional(),
  effect: z
    .enum(['set', 'add', 'remove', 'event'])
    .describe('set: replaces; add, remove: one element of a list; event: happened, no field of the model'),
  at: instant,
  by: reference.optional().describe('Account'),
})
/** A checked change. The shape of {@link change}. */
export type Change = z.infer<typeof change>
