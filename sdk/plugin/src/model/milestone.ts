import { z } from 'zod'
import { day, recordBase, reference, when } from './common.ts'

/**
 * A GitHub milestone, a Jira version: a point without duration that its members precede.
 *
 * @example
 * ```ts
 * const beta = {
 *   kind: 'milestone',
 *   ref: '5',
 *   container: '991',
 *   name: 'Beta',
 *   state: 'open',
 *   due: '2026-06-30',
 * } satisfies RecordInput
 * ```
 */
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
/** A checked milestone. The shape of {@link milestone}. */
export type Milestone = z.infer<typeof milestone>
