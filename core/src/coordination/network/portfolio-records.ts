import type { RecordKind, RecordOf } from '@headless-pmo/sdk'
import type { CalendarDefinition } from '../../config/index.ts'
import type { KeptLink } from '../links/kept-link.ts'
import type { WorkerCalendar } from './worker-calendars.ts'
import type { SchedulingRules } from './scheduling-rules.ts'

/** A live record with the names that lead to it. */
export interface NetworkRecord<K extends RecordKind = RecordKind> {
  readonly connection: string
  readonly record: RecordOf<K>
  /** Former and other refs. */
  readonly aliases?: readonly string[]
  /** Id of the PMO's project that a work item belongs to. */
  readonly project?: string
}

/** A project of the PMO, in the order of the configuration. */
export interface NetworkProject {
  readonly id: string
  readonly name: string
  /** Connections and containers that its items come from; a container by any of its names. */
  readonly sources: readonly { readonly connection: string; readonly container?: string }[]
}

/** Everything that a network is made of: a value, whose order does not matter. */
export interface PortfolioRecords {
  readonly records: readonly NetworkRecord[]
  readonly projects: readonly NetworkProject[]
  /** Links that the PMO states, and found ones that somebody confirmed. */
  readonly kept: readonly KeptLink[]
  /** Calendars of the configuration. */
  readonly calendars: readonly CalendarDefinition[]
  /** When people work behind the accounts of trackers; absent: nobody states it. */
  readonly workers?: readonly WorkerCalendar[]
  readonly settings: SchedulingRules
  /** The instant by which items that have not begun cannot begin before: minutes since 1970-01-01T00:00Z. */
  readonly now: number
}
