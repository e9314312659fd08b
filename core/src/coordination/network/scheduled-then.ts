import { z } from 'zod'
import type { PastGaps } from './past-queries.ts'
import type { PastScheduled, PortfolioSchedules, ScheduledPortfolio } from './scheduled-portfolio.ts'

/** The schedule of now, or of a time in the past. @throws PmoError `invalid-request` for what is no time of the past */
export function scheduledThen(
  schedules: PortfolioSchedules,
  asOf: string | undefined,
  signal?: AbortSignal,
): Promise<ScheduledPortfolio | PastScheduled> {
  if (asOf !== undefined) return schedules.at(asOf)
  return schedules.current(signal === undefined ? {} : { signal })
}

/** What nothing tells of about the time of a schedule; undefined for one of now. */
export function gapsOf(scheduled: ScheduledPortfolio | PastScheduled): PastGaps | undefined {
  return 'gaps' in scheduled ? scheduled.gaps : undefined
}

/** The time that a question is about. */
export const asOfInput = z
  .string()
  .min(1)
  .max(40)
  .optional()
  .describe(
    'A day of the past (its end) or an instant: what was true then, by the trackers’ word; absent: now',
  )

/** What nothing tells of about a time in the past. */
export const gapsReply = z
  .object({
    items: z.int().describe('Items of which nothing tells whether they were there, or open; left out'),
    partly: z.int().describe('Items of which nothing tells some of what dates depend on'),
    links: z.int().describe('Links of which nothing tells whether they held; left out'),
  })
  .optional()
  .describe('What nothing tells of about that time; absent: the answer is of now')
