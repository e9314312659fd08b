import type { WorkItem } from '@headless-pmo/sdk'

/** How dates are computed where trackers say nothing; all may be left out. */
export interface SchedulingRules {
  /** IANA zone of containers that state none; else UTC. */
  readonly timeZone?: string
  /** Id of the calendar of items that have none. */
  readonly calendar?: string
  /** Working minutes of items of which nothing is known, by type. */
  readonly typeDefaults?: { readonly [T in WorkItem['type']]?: number }
  /** Finished items that a measured duration needs at least; else 5. */
  readonly minimumSamples?: number
}
