import { z } from 'zod'
import { instant, recordBase, reference, when } from './common.ts'

/**
 * A sprint, or an iteration of a GitHub project.
 *
 * @example
 * ```ts
 * const sprint = {
 *   kind: 'iteration',
 *   ref: '42',
 *   name: 'Sprint 7',
 *   state: 'active',
 *   start: '2026-02-02',
 *   end: '2026-02-16',
 * } satisfies RecordInput
 * ```
 */
export const iteration = z.strictObject({
  kind: z.literal('iteration'),
  ...recordBase,
  container: reference.optional(),
  name: z.string(),
  state: z
    .enum(['future', 'active', 'closed'])
    .optional()
    .describe('As the tracker states it; absent where dates alone tell'),
  start: when.optional(),
  end: when.optional().describe('First point in time after it'),
  completed: when.optional(),
  goal: z.string().optional(),
  members: z
    .array(z.strictObject({ item: reference, from: instant.optional(), until: instant.optional() }))
    .optional()
    .describe('Intervals of membership, from history'),
})
/** A checked iteration. The shape of {@link iteration}. */
export type Iteration = z.infer<typeof iteration>
