import type { Fault as CommonFault, WireFault } from '../common/faults.ts'

/** What may go wrong on purpose; see the README for what the client sees. */
export type FaultAction =
  | WireFault
  | {
      readonly kind: 'rateLimit'
      /** `RateLimit-Reason`; null leaves it out, as a gateway does. Default: `jira-burst-based`. */
      readonly reason?: string | null
      /** Seconds; null leaves `Retry-After` out. Default 1. */
      readonly retryAfter?: number | null
      /** Value of `X-RateLimit-Reset`. */
      readonly reset?: string
      /** Values of `RateLimit` and `RateLimit-Policy`. */
      readonly rateLimit?: string
      readonly policy?: string
    }
  /** The token of the page before comes again: a client that trusts it never ends. */
  | { readonly kind: 'repeatToken' }
  /** A page without rows that still has a token. */
  | { readonly kind: 'emptyPage' }

export type Fault = CommonFault<FaultAction>
