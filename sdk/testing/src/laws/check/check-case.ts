import type { PortfolioData } from '@headless-pmo/sdk'

/**
 * What an author tells the kit about one check.
 *
 * @example
 * ```ts
 * const checks: Record<string, CheckCase> = { 'schedule.overdue-open-work': { today: '2027-03-01', fires: data } }
 * ```
 */
export interface CheckCase {
  /** What a PMO might set. Default: the check's own defaults. */
  readonly params?: unknown
  /** The day to check for, `YYYY-MM-DD`. Default: the day around which random portfolios lie. */
  readonly today?: string
  /** A portfolio in which it fails for at least one subject; needed where random ones seldom make it fail. */
  readonly fires?: PortfolioData
  /** A portfolio in which it passes for at least one subject, and fails for none. */
  readonly silent?: PortfolioData
}
