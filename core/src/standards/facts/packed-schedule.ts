import type { ScheduledLink } from '@headless-pmo/sdk'
import type { PackedText } from './packed-text.ts'

/** Columns of numbers that each item has, one after the other: of item n the values from n × their count on. */
export const ITEM_COLUMNS = [
  'earlyStart',
  'earlyFinish',
  'lateStart',
  'lateFinish',
  'totalFloat',
  'freeFloat',
  'duration',
  'remaining',
  'calendar',
  'zone',
  'critical',
] as const

/** A calendar that minutes are counted in. */
export interface PackedCalendar {
  /** Connection and ref of its record, where a tracker has one. */
  readonly record?: readonly [connection: string, ref: string]
  /** Whether a tracker or the house has stated it. */
  readonly stated: boolean
  readonly minutesPerDay: number
}

/** An item of a schedule: connection, ref, whether it is a summary, and what its duration was assumed from. */
export type PackedItem = readonly [connection: string, ref: string, summary: 0 | 1, assumed: string | null]

/**
 * The schedule of a project on its way to another thread, as minutes: dates are written there, where nobody waits for it.
 * Pages hold {@link PackedItem}s in the order of the columns.
 */
export interface PackedSchedule {
  readonly project: string
  readonly computedAt: string
  readonly statusDate: string
  /** IANA zone on whose clock its start and finish are told. */
  readonly zone: string
  /** Minutes since 1970-01-01T00:00Z; NaN: nothing is scheduled. */
  readonly start: number
  readonly finish: number
  readonly zones: readonly string[]
  readonly calendars: readonly PackedCalendar[]
  /** The calendar of the project, by place. */
  readonly calendar: number
  /** Minutes of working time in its calendar, from its start to its finish. */
  readonly duration?: number
  readonly length?: number
  readonly promised?: {
    readonly finish: string
    readonly by: 'baseline' | 'commitment'
    readonly float: number
  }
  readonly items: readonly PackedText[]
  readonly columns: Float64Array
  readonly links: readonly PackedText[]
  /** By place among the items: why it has no dates. */
  readonly unscheduled: readonly (readonly [at: number, reason: string])[]
  readonly cycles: readonly ScheduledLink['from'][][]
}
