import { z } from 'zod'
import { recordBase, reference, when } from './common.ts'

/**
 * FS, SS, FF, SF: schedule links. The others: what trackers call a link between issues.
 *
 * @example
 * ```ts
 * dependencyType.parse('FS') // the successor starts when the predecessor is finished
 * ```
 */
export const dependencyType = z.enum([
  'FS',
  'SS',
  'FF',
  'SF',
  'blocks',
  'relates',
  'duplicates',
  'implements',
])

/**
 * Time between the two ends: an amount, or a percentage of the predecessor's duration. Negative is a lead.
 *
 * @example
 * ```ts
 * const afterTwoDays: z.input<typeof lag> = { minutes: 2 * 480, basis: 'working' }
 * ```
 */
export const lag = z.union([
  z.strictObject({ minutes: z.number(), basis: z.enum(['working', 'elapsed']) }),
  z.strictObject({
    percent: z.number().describe('Percent of the duration'),
    basis: z.enum(['working', 'elapsed']),
  }),
])

/**
 * One directed edge per link of the tracker. `from` is the predecessor (or the blocking item), `to` the
 * successor (or the blocked one). An end outside the scope stays as a placeholder.
 *
 * @example
 * ```ts
 * const first = {
 *   kind: 'dependency',
 *   ref: 'link/11-12',
 *   from: 'task/11',
 *   to: 'task/12',
 *   type: 'FS',
 * } satisfies RecordInput
 * ```
 */
export const dependency = z.strictObject({
  kind: z.literal('dependency'),
  ...recordBase,
  from: reference,
  to: reference,
  type: dependencyType,
  nativeType: z.string().optional(),
  lag: lag.optional(),
  external: z.boolean().optional().describe('The source says that an end lies in another plan or project'),
  heldDates: z
    .strictObject({ start: when.optional(), finish: when.optional() })
    .optional()
    .describe(
      'With `duplicates`, where `from` is what stands in a plan for a task of another one: its dates there, as that plan was last told',
    ),
})
/** A checked dependency. The shape of {@link dependency}. */
export type Dependency = z.infer<typeof dependency>
