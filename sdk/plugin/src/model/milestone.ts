import { z } from 'zod'
import { day, recordBase, reference, when } from './common.ts'

/** A GitHub milestone, a Jira version: a point without duration that its members precede. */
export const milestone = z.strictObject({
  kind: z.literal('milestone'),
  ...recordBase,
  container: reference,
  key: z.string().optional(),
  name: z.string(),
  description: z.string().optional(),
  state: z.enum(['open', 'closed', 'released']),
  start: when.optional(),
  due: day.optional(),
  released: when.optional().describe('When it was closed or released'),
  created: when.optional(),
  updated: when.optional(),
})
export type Milestone = z.infer<typeof milestone>
