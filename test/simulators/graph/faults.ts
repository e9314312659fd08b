import type { Fault as FaultOf, WireFault } from '../common/faults.ts'

/** What may go wrong on purpose; see the README for what the client sees. */
export type FaultAction =
  | WireFault
  | { readonly kind: 'throttle'; readonly status?: 429 | 503; readonly retryAfter?: number }

export type Fault = FaultOf<FaultAction>
