/** What a value of an item was taken from, because its tracker does not state it. The first that applies. */
export type AssumptionSource =
  | 'planned-dates'
  | 'remaining-work'
  | 'estimate'
  | 'points'
  | 'reference-class'
  | 'type-default'
  | 'percent-complete'
  | 'elapsed-time'
  | 'status-date'
  | 'last-change'
  | 'finish'
  | 'default-calendar'
  | 'successor-dates'

/**
 * A value that the schedule stands on and no tracker states (law 8). It is shown wherever the dates are shown that
 * follow from it.
 */
export interface Assumption {
  readonly field: 'duration' | 'remaining' | 'start' | 'finish' | 'calendar'
  readonly source: AssumptionSource
  /** Minutes for a duration (in the item's calendar) or a point in time; a name for a calendar. */
  readonly value: number | string
  /** The sentence a person reads: what was assumed, and from what. */
  readonly basis: string
  /** How many finished items it was measured on, where it was measured. */
  readonly samples?: number
}
