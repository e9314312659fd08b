import { z } from 'zod'
import { fieldValue, money, recordBase, reference, when } from './common.ts'

/**
 * What can be assigned in a schedule.
 *
 * @example
 * ```ts
 * const mara = {
 *   kind: 'resource',
 *   ref: 'resource/3',
 *   container: 'plan.xml',
 *   name: 'Mara Lindt',
 *   type: 'work',
 *   maxUnits: 1,
 *   rates: [{ table: 'A', standard: { amount: '95.00', currency: 'EUR' } }], // an hour
 * } satisfies RecordInput
 * ```
 */
export const resource = z.strictObject({
  kind: z.literal('resource'),
  ...recordBase,
  container: reference,
  name: z.string(),
  type: z.enum(['work', 'material', 'cost']),
  description: z.string().optional().describe('Markdown'),
  initials: z.string().optional(),
  group: z.string().optional(),
  email: z.string().optional(),
  generic: z.boolean().optional().describe('A role, not a person'),
  inactive: z.boolean().optional(),
  unit: z.string().optional().describe('Unit of a material'),
  maxUnits: z.number().optional().describe('1 = one full person'),
  availability: z
    .array(z.strictObject({ from: when.optional(), until: when.optional(), units: z.number() }))
    .optional()
    .describe('Units over time where they differ'),
  rates: z
    .array(
      z.strictObject({
        table: z.string().describe('Rate table, A to E'),
        from: when.optional(),
        until: when.optional(),
        standard: money.optional().describe('Per hour, or per unit of a material'),
        overtime: money.optional().describe('Per hour'),
        perUse: money.optional(),
      }),
    )
    .optional(),
  calendar: z.string().optional(),
  account: reference.optional(),
  fields: z
    .record(z.string(), fieldValue)
    .optional()
    .describe('Custom fields by key of their fieldDefinition'),
})
/** A checked resource. The shape of {@link resource}. */
export type Resource = z.infer<typeof resource>
