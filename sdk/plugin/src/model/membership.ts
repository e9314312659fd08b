import { z } from 'zod'
import { instant, recordBase, reference } from './common.ts'

/**
 * One stay of an item in an iteration, from the tracker's history. An item that left and came back has two.
 *
 * @example
 * ```ts
 * const carriedOver = {
 *   kind: 'membership',
 *   ref: '4711:sprint/7:901',
 *   item: '4711',
 *   iteration: 'sprint/7',
 *   from: '2026-02-02T09:00:00Z',
 *   until: '2026-02-16T17:00:00Z',
 * } satisfies RecordInput
 * ```
 */
export const membership = z.strictObject({
  kind: z.literal('membership'),
  ...recordBase,
  item: reference,
  iteration: reference,
  from: instant.optional().describe('When it came in; absent: with its creation, or not known'),
  until: instant
    .optional()
    .describe('When it was taken out; absent: it is in, or stayed until the iteration was closed'),
  ended: z.boolean().optional().describe('True: it was taken out, and the tracker does not tell when'),
})
/** A checked stay in an iteration. The shape of {@link membership}. */
export type Membership = z.infer<typeof membership>
