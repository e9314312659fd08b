import { z } from 'zod'
import { day, recordBase, reference } from './common.ts'

/**
 * An entry of a project's issue log (not a work item): something that went wrong and needs an answer.
 *
 * @example
 * ```ts
 * const late = {
 *   kind: 'issueLog',
 *   ref: 'issue/3',
 *   container: 'plan.xml',
 *   title: 'Supplier is three weeks late',
 * } satisfies RecordInput
 * ```
 */
export const issueLog = z.strictObject({
  kind: z.literal('issueLog'),
  ...recordBase,
  container: reference,
  title: z.string(),
  description: z.string().optional(),
  status: z.string().optional(),
  priority: z.string().optional(),
  resolution: z.string().optional(),
  owner: reference.optional(),
  due: day.optional(),
})
/** A checked entry of an issue log. The shape of {@link issueLog}. */
export type IssueLog = z.infer<typeof issueLog>
