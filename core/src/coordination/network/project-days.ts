import { breather } from '@headless-pmo/engine'
import { scheduleRow } from './schedule-row.ts'
import type { PortfolioSchedules } from './scheduled-portfolio.ts'

/** Nodes looked at between two looks at the clock. */
const STRIDE = 256

/** Calendar days on which something is scheduled, in its own zone; absent: it is not. */
export interface ScheduledDays {
  readonly start?: string
  readonly finish?: string
}

/**
 * The days on which the items and milestones of a project are scheduled now, by connection, kind and ref with line breaks between:
 * for baselines of items whose trackers state no dates.
 */
export async function projectDays(
  schedules: PortfolioSchedules,
  project: string,
): Promise<Map<string, ScheduledDays>> {
  const scheduled = await schedules.current()
  const days = new Map<string, ScheduledDays>()
  const breathe = breather()
  for (const [index, node] of scheduled.portfolio.nodes.entries()) {
    if (index % STRIDE === 0) await breathe()
    if (node.project !== project || (node.kind !== 'workItem' && node.kind !== 'milestone')) continue
    const { startDay, finishDay } = scheduleRow(scheduled, index, 0)
    days.set(`${node.connection}\n${node.kind}\n${node.ref}`, {
      ...(startDay !== undefined && { start: startDay }),
      ...(finishDay !== undefined && { finish: finishDay }),
    })
  }
  return days
}
