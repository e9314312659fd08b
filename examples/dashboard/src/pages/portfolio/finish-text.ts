import { countText, dayText } from '../../ui/format.ts'
import type { OverviewRow } from './overview-row.ts'

type Dates = OverviewRow['dates']

/**
 * The finish that the schedule computes. What trackers name never stands in its place.
 * @param isBeingMade newer figures are being computed: what is not there yet may come
 */
export function finishText({ scheduledFinish }: Dates, isBeingMade: boolean): string {
  if (scheduledFinish !== undefined) return dayText(scheduledFinish)
  return isBeingMade ? 'being computed' : 'not scheduled'
}

/** The latest day that items name in their trackers, with how far it is from the computed one. */
export function namedText({ namedFinish, namedLaterDays: days }: Dates): string {
  if (namedFinish === undefined) return 'items name no day'
  const named = `items name ${dayText(namedFinish)}`
  if (days === undefined) return named
  if (days === 0) return 'its items name the same day'
  return `${named}, ${countText(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'}`
}
