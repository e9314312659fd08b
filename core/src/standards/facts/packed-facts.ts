import type { CheckProject, FactKind, Need } from '@headless-pmo/sdk'
import type { PackedSchedule } from './packed-schedule.ts'
import type { PackedText } from './packed-text.ts'

/**
 * All that is known of what is judged, on its way to another thread: records and facts are pages of JSON on memory that
 * both share, so that nobody on the main loop parses or copies them.
 */
export interface PackedFacts {
  /** Projects that are told of: the one that is judged with those that its neighbours belong to, or all. */
  readonly projects: readonly CheckProject[]
  /** Pages of records, each an array of `{"connection": …, "project": …, …}`. */
  readonly records: readonly PackedText[]
  /** All other facts by name, each in pages; absent: not computed. */
  readonly facts: Readonly<Partial<Record<FactKind, readonly PackedText[]>>>
  /** Schedules, whose dates are written where they are read; absent: not computed. */
  readonly schedules?: readonly PackedSchedule[]
  /** What is not known of the portfolio, and why. */
  readonly missing?: Readonly<Partial<Record<Need, string>>>
  /** How many records are in the pages. */
  readonly size: number
}
