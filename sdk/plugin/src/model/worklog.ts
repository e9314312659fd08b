import { z } from 'zod'
import { recordBase, reference, when } from './common.ts'

/** Time booked on an item. */
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
export type Worklog = z.infer<typeof worklog>
