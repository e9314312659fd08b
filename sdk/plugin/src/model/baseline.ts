import { z } from 'zod'
import { duration, money, recordBase, reference, when } from './common.ts'

/** What was promised, as the tracker holds it. */
export const baseline = z.strictObject({
  kind: z.literal('baseline'),
  ...recordBase,
  subject: reference.describe('What it belongs to; a container: the plan as a whole'),
  subjectKind: z.enum(['workItem', 'resource', 'assignment', 'container']),
  number: z.int().min(0).max(10),
  start: when.optional(),
  finish: when.optional(),
  duration: duration.optional(),
  work: z.number().optional().describe('Minutes'),
  cost: money.optional(),
})
export type Baseline = z.infer<typeof baseline>
