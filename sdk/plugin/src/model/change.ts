import { z } from 'zod'
import { fieldValue, instant, recordBase, reference } from './common.ts'

/** One field changed in the tracker's own history. `from` and `to` are absent where the tracker does not tell. */
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
export type Change = z.infer<typeof change>
