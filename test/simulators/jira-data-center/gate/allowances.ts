import type { Allowance } from '../../common/gate/allowance.ts'

/** Known defects of the description that are no wrong schemas; those are corrected. */
export const ALLOWANCES: readonly Allowance[] = [
  {
    id: 'refusals',
    side: 'reply',
    operation: /./,
    problem: /the status (401|429) is not described/,
    reason: 'Missing credentials and limits are answered at every address; most descriptions forget them.',
  },
  {
    id: 'lists-in-queries',
    side: 'request',
    operation: /./,
    problem: /^(expand|fields|type|state) ".*" is no value of it/,
    reason: 'Comma lists are described as objects.',
  },
]
