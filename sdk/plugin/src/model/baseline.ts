import { z } from 'zod'
import { duration, money, recordBase, reference, when } from './common.ts'

/**
 * What was promised, as the tracker holds it.
 *
 * @example
 * ```ts
 * const promised = {
 *   kind: 'baseline',
 *   ref: 'task/12/baseline/0',
 *   subject: 'task/12',
 *   subjectKind: 'workItem',
 *   number: 0,
 *   finish: '2026-03-31T17:00:00',
 *   duration: { minutes: 5 * 480, basis: 'working' },
 * } satisfies RecordInput
 * ```
 */
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
/** A checked baseline. The shape of {@link baseline}. */
export type Baseline = z.infer<typeof baseline>
