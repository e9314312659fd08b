import { z } from 'zod'
import { fieldValue, money, recordBase, reference, when } from './common.ts'

/**
 * An account, a resource or a role working on an item.
 *
 * @example
 * ```ts
 * const halfTime = {
 *   kind: 'assignment',
 *   ref: 'plan.xml#assignment/40',
 *   item: 'plan.xml#task/12',
 *   resource: 'plan.xml#resource/3',
 *   units: 0.5,
 *   plannedWork: 16 * 60, // minutes
 * } satisfies RecordInput
 * ```
 */
export const assignment = z.strictObject({
  kind: z.literal('assignment'),
  ...recordBase,
  item: reference,
  resource: reference.optional(),
  account: reference.optional(),
  role: z.string().optional(),
  units: z.number().optional().describe('1 = full time'),
  plannedWork: z.number().optional().describe('Minutes'),
  actualWork: z.number().optional().describe('Minutes'),
  remainingWork: z.number().optional().describe('Minutes'),
  overtimeWork: z.number().optional().describe('Minutes'),
  percentWorkComplete: z.number().optional(),
  start: when.optional(),
  finish: when.optional(),
  actualStart: when.optional(),
  actualFinish: when.optional(),
  plannedCost: money.optional(),
  actualCost: money.optional(),
  splits: z
    .array(z.strictObject({ from: when, until: when }))
    .optional()
    .describe('Interruptions of the planned work, non-working time at their edges included'),
  fields: z
    .record(z.string(), fieldValue)
    .optional()
    .describe('Custom fields by key of their fieldDefinition'),
})
/** A checked assignment. The shape of {@link assignment}. */
export type Assignment = z.infer<typeof assignment>
