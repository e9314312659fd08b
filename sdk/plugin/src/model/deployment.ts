import { z } from 'zod'
import { instant, recordBase, reference } from './common.ts'

/** A delivery to an environment. */
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
export type Deployment = z.infer<typeof deployment>
