import { z } from 'zod'
import { recordBase, reference } from './common.ts'
import { statusCategory } from './work-item.ts'

/** What a status word of the tracker means, and where. */
export const status = z.strictObject({
  kind: z.literal('status'),
  ...recordBase,
  name: z.string(),
  category: statusCategory.optional().describe('Absent: the tracker does not say'),
  scope: reference.optional().describe('Container it holds in; absent: everywhere'),
})
export type Status = z.infer<typeof status>
