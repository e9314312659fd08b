import type { Schedule } from '../schedule/index.ts'
import type { PastGaps } from './past-queries.ts'
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

/** A schedule of the past, with what nothing tells of about that time. */
export interface PastScheduled extends ScheduledPortfolio {
  readonly gaps: PastGaps
}

/** Whoever gives the schedule, of now or of the past. */
export interface PortfolioSchedules {
  /**
   * The schedule of everything that is synced now. It is kept until the change feed, the definitions, the links of the
   * PMO or the day move on; several who ask at once share one computation.
   */
  current(options?: { readonly signal?: AbortSignal }): Promise<ScheduledPortfolio>
  /**
   * The schedule as it was to be computed at a time in the past.
   *
   * @param asOf an instant, or a day, which means its end
   * @throws PmoError `invalid-request` for what is no time of the past
   */
  at(asOf: string): Promise<PastScheduled>
}
