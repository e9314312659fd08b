import { z } from 'zod'
import { recordBase, reference } from './common.ts'

/**
 * A custom field of the tracker: what `fields` of an item or placement mean. Labels and types count as such.
 *
 * @example
 * ```ts
 * const team = {
 *   kind: 'fieldDefinition',
 *   ref: 'customfield_10001',
 *   key: 'customfield_10001', // items carry `fields: { customfield_10001: 'Core' }`
 *   name: 'Team',
 *   type: 'single_select',
 * } satisfies RecordInput
 * ```
 */
export const fieldDefinition = z.strictObject({
  kind: z.literal('fieldDefinition'),
  ...recordBase,
  scope: reference.optional().describe('Container it holds in; absent: everywhere'),
  key: z.string().describe('Key under which `fields` carry its value'),
  name: z.string(),
  type: z.string().describe('text, number, date, single_select, iteration, label, issue_type …'),
  feeds: z
    .string()
    .optional()
    .describe('Field of the model that its values are read into, e.g. points; absent: `fields` alone'),
  options: z
    .array(z.strictObject({ ref: z.string(), name: z.string(), description: z.string().optional() }))
    .optional(),
  description: z.string().optional(),
})
/** A checked field definition. The shape of {@link fieldDefinition}. */
export type FieldDefinition = z.infer<typeof fieldDefinition>
