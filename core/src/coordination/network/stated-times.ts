import type { ItemFacts } from './item-facts.ts'
import { beginOf, endOf } from './moments.ts'
import type { StatedDates } from './network-node.ts'
import type { DatedItem } from './stated-dates.ts'

/** The dates that an item's tracker states, in absolute minutes. */
export function statedTimes({ dates, zone }: Pick<ItemFacts, 'dates' | 'zone'>): StatedDates {
  const { plannedStart, plannedFinish, due } = dates
  return {
    ...(plannedStart !== undefined && { start: beginOf(plannedStart, zone) }),
    ...(plannedFinish !== undefined && { finish: endOf(plannedFinish, zone) }),
    ...(due !== undefined && { due: endOf(due, zone) }),
  }
}

/** Planned dates for people: their days. */
export function plannedText({ plannedStart = '?', plannedFinish = '?' }: DatedItem): string {
  return `${plannedStart.slice(0, 10)} to ${plannedFinish.slice(0, 10)}`
}
