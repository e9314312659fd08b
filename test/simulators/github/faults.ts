import type { Fault as FaultOf, WireFault } from '../common/faults.ts'

/** What may go wrong on purpose; see the README for what the client sees. */
export type FaultAction =
  | WireFault
  | {
      readonly kind: 'rateLimit'
      readonly status?: 403 | 429
      readonly retryAfter?: number
      readonly headers?: 'none' | 'remaining'
    }
  | { readonly kind: 'secondaryLimit'; readonly status?: 403 | 429; readonly retryAfter?: number }

export type Fault = FaultOf<FaultAction>
