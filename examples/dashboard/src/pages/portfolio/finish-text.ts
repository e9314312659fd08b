import { countText, dayText } from '../../ui/format.ts'
import type { OverviewRow } from './overview-row.ts'

type Dates = OverviewRow['dates']

/** The finish that the schedule computes. What trackers name never stands in its place. */
export function finishText({ scheduledFinish }: Dates): string {
  return scheduledFinish === undefined ? 'not scheduled' : dayText(scheduledFinish)
}

/** The latest day that items name in their trackers, with how far it is from the computed one. */
export function namedText({ namedFinish, namedLaterDays: days }: Dates): string {
  if (namedFinish === undefined) return 'items name no day'
  const named = `items name ${dayText(namedFinish)}`
  if (days === undefined) return named
  if (days === 0) return 'its items name the same day'
  return `${named}, ${countText(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'}`
}
