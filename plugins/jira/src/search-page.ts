import type { Verbatim } from '@headless-pmo/sdk'

/** One page of a search, of either edition. */
export interface SearchPage {
  readonly issues: readonly Verbatim[]
  /** Asks for the page after this one; absent on the last. */
  readonly next?: string
}
