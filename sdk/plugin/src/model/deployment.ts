import { z } from 'zod'
import { instant, recordBase, reference } from './common.ts'

/**
 * A delivery to an environment.
 *
 * @example
 * ```ts
 * const live = {
 *   kind: 'deployment',
 *   ref: '88',
 *   container: '991',
 *   environment: 'production',
 *   outcome: 'success',
 *   created: '2026-02-03T10:15:00Z',
 * } satisfies RecordInput
 * ```
 */
export const deployment = z.strictObject({
  kind: z.literal('deployment'),
  ...recordBase,
  container: reference,
  environment: z.string(),
  commit: z.string().optional(),
  outcome: z.enum(['pending', 'success', 'failure', 'inactive']).optional(),
  created: instant,
  finished: instant.optional(),
})
/** A checked deployment. The shape of {@link deployment}. */
export type Deployment = z.infer<typeof deployment>
