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
  'summary',
  'connection',
  'assumed',
] as const

/**
 * Columns of numbers that each link has. An end is a place among the items, or below zero one among the other ends, of which
 * -1 is the first; `record` is the place of the connection of its record, NaN where no tracker has one.
 */
export const LINK_COLUMNS = ['from', 'to', 'type', 'origin', 'external', 'lag', 'lagUnit', 'record'] as const

export const LINK_TYPES = ['FF', 'FS', 'SF', 'SS'] as const satisfies readonly ScheduledLink['type'][]
export const LINK_ORIGINS = [
  'tracker',
  'stated',
  'found',
  'milestone',
] as const satisfies readonly ScheduledLink['origin'][]
export const LAG_UNITS = ['working', 'elapsed', 'percent'] as const satisfies readonly NonNullable<
  ScheduledLink['lag']
>['unit'][]

/** A calendar that minutes are counted in. */
export interface PackedCalendar {
  /** Connection and ref of its record, where a tracker has one. */
  readonly record?: readonly [connection: string, ref: string]
  /** Whether a tracker or the house has stated it. */
  readonly stated: boolean
  readonly minutesPerDay: number
}

/** The links of a schedule on their way to another thread. */
export interface PackedLinks {
  readonly count: number
  readonly columns: Float64Array
  /** Ends that are no items of the project. */
  readonly ends: readonly ScheduledLink['from'][]
  /** Connections of records, by place. */
  readonly connections: readonly string[]
  /** Refs of the records of the links that have one, in their order. */
  readonly refs: readonly PackedText[]
  /** By place: what the plan of a link holds of an end that is not its own, and what that says itself. */
  readonly dated: readonly (readonly [at: number, Pick<ScheduledLink, 'given' | 'own'>])[]
}

/**
 * The schedule of a project on its way to another thread, as minutes: dates are written there, where nobody waits for it. Most
 * of it are numbers, which nobody has to write as text and to parse.
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
  /** Refs of the items in the order of the columns. */
  readonly items: readonly PackedText[]
  readonly columns: Float64Array
  /** Connections of the items, by place. */
  readonly connections: readonly string[]
  /** What durations were assumed from, by place; NaN stands for nothing. */
  readonly assumptions: readonly string[]
  readonly links: PackedLinks
  /** By place among the items: why it has no dates. */
  readonly unscheduled: readonly (readonly [at: number, reason: string])[]
  readonly cycles: readonly ScheduledLink['from'][][]
}
