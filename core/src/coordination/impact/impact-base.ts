import type { CalendarTable } from '../../working-time/index.ts'
import type { Network, Schedule, ScheduleOptions } from '../schedule/index.ts'

/** Numbers that belong to each node: those of node n are `values[at[n] … at[n + 1] − 1]`. */
export interface NodeLists {
  readonly at: Int32Array
  readonly values: Int32Array
}

/**
 * What a scenario is computed on: the network and its schedule, and what groups the nodes. Arrays and numbers only, so
 * that it reaches a worker without being copied.
 */
export interface ImpactBase {
  readonly network: Network
  readonly table: CalendarTable
  readonly schedule: Schedule
  readonly options: ScheduleOptions
  /** Work that is not done lies after it. */
  readonly statusTime: number
  /** The project of the PMO of each node, −1: none. */
  readonly projectOf: Int32Array
  readonly projects: number
  /** The people who have each node. */
  readonly people: NodeLists
  /** Bits of {@link LISTED}: how a node is shown. */
  readonly listed: Uint8Array
}

/** How a node appears among what moves. */
export const LISTED = {
  /** An item of work. */
  item: 1,
  milestone: 2,
  summary: 3,
  /** Only there so that others are scheduled: a project of the PMO, a placeholder. */
  hidden: 0,
} as const

/** A date that somebody relies on. */
export interface PromisedDate {
  /** The node whose finish it is about; −1: a project's. */
  readonly node: number
  readonly project: number
  /** Minutes since 1970-01-01T00:00Z. */
  readonly by: number
}
