import type { CalendarSource, CalendarTable } from '../../working-time/index.ts'
import type { CapacityShare } from '../../people/index.ts'

/** When somebody works for projects: what their capacity is computed from. */
export interface PersonTerms {
  /** Absences are in it. */
  readonly calendar: CalendarSource
  readonly zone: string
  /** The first that holds on a day counts; on a day that none names, all hours do. */
  readonly shares: readonly CapacityShare[]
  /** Share of the time that no project gets, 0 to 1. */
  readonly otherWork: number
  /** First and last day here. */
  readonly from?: string
  readonly until?: string
}

/**
 * What somebody has to do, an entry at a place of all arrays. Work is spread evenly over the working time from `from` to
 * `until`, in the calendar of the person, else in that of the item.
 */
export interface DemandColumns {
  readonly claimant: Int32Array
  /** Index among the projects; their number: none. */
  readonly project: Int32Array
  /** Number of the item's calendar. */
  readonly calendar: Int32Array
  /** Minutes of work that are left. */
  readonly minutes: Float64Array
  /** 1: the minutes are assumed. */
  readonly assumed: Uint8Array
  /** Absolute minutes since 1970-01-01T00:00Z. */
  readonly from: Float64Array
  readonly until: Float64Array
}

/** All that demand against capacity is computed from, as a value that a thread can take. */
export interface CapacityInput {
  /** Work that is not done lies after it: absolute minutes. */
  readonly statusTime: number
  /** Begin of each period and, at the end, the end of the last one: absolute minutes, ascending. */
  readonly months: Float64Array
  readonly weeks: Float64Array
  /** Calendars of items. */
  readonly calendars: CalendarTable
  /** Of the first claimants, in their order; the others are roles and nobody. */
  readonly people: readonly PersonTerms[]
  readonly projects: number
  readonly demand: DemandColumns
}

/** Demand by claimant, project and period; only where there is some. */
export interface CellColumns {
  readonly claimant: Int32Array
  readonly project: Int32Array
  /** Index of the period; the number of periods: after the last one. */
  readonly period: Int32Array
  readonly stated: Float64Array
  readonly assumed: Float64Array
}

export interface CapacityResult {
  /** Minutes that each person can work for projects: by person, then by period. */
  readonly months: { readonly capacity: readonly Float64Array[]; readonly cells: CellColumns }
  readonly weeks: { readonly capacity: readonly Float64Array[]; readonly cells: CellColumns }
  /** Calendars of people that cannot be counted with, by person: the standard one was taken. */
  readonly problems: readonly { readonly person: number; readonly sentence: string }[]
}
