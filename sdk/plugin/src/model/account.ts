import { z } from 'zod'
import { recordBase } from './common.ts'

/**
 * A person, or an app, as one tool knows them.
 *
 * @example
 * ```ts
 * const ada = { kind: 'account', ref: '17', login: 'ada', type: 'human' } satisfies RecordInput
 * ```
 */
export const account = z.strictObject({
  kind: z.literal('account'),
  ...recordBase,
  login: z.string().optional(),
  displayName: z.string().optional(),
  email: z.string().optional(),
  type: z.enum(['human', 'app', 'unknown']).describe('What stands behind the account'),
  active: z.boolean().optional().describe('False: left or suspended'),
})
/** A checked account. The shape of {@link account}. */
export type Account = z.infer<typeof account>
