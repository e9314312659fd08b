import type { Schedule } from '../schedule/index.ts'
import type { PortfolioNetwork } from './portfolio-network.ts'

/** The network of all items with its schedule, as of one position of the change feed. */
export interface ScheduledPortfolio {
  /** Instant at which the records were read. */
  readonly asOf: string
  /** Position of the change feed up to which all changes are in it. */
  readonly feedPosition: string
  /** The status instant, minutes since 1970-01-01T00:00Z: work that is not done lies after it. */
  readonly statusTime: number
  readonly portfolio: PortfolioNetwork
  readonly schedule: Schedule
}

/** A schedule in an order in which it can be listed. */
export interface OrderedPortfolio extends ScheduledPortfolio {
  /** All nodes by their start, those without dates last. */
  readonly byStart: Int32Array
}

/** Whoever gives the current schedule. */
export interface PortfolioSchedules {
  /**
   * The schedule of everything that is synced now. It is kept until the change feed, the definitions, the links of the
   * PMO or the day move on; several who ask at once share one computation.
   */
  current(options?: { readonly signal?: AbortSignal }): Promise<ScheduledPortfolio>
}
