import type { WorkItem } from '@headless-pmo/sdk'
import type { WorkingCalendar } from '../../working-time/index.ts'
import type { AssignedTime } from './assigned-time.ts'
import type { DurationRules } from './assumed-duration.ts'
import type { DatedItem } from './stated-dates.ts'

/** What is known of an item when its dates are worked out; a value. */
export interface ItemFacts {
  readonly item: WorkItem
  readonly dates: DatedItem
  /** IANA zone of its container's days and local times. */
  readonly zone: string
  /** Number of its calendar in the network. */
  readonly calendar: number
  readonly working: WorkingCalendar
  /** Something is below it. */
  readonly isSummary: boolean
  /** How much of full time those who work on it give together; above 0. */
  readonly units: number
  /** When nobody works on it although its calendar would allow it. */
  readonly splits: AssignedTime['splits']
  /** Project of the PMO, else the container. */
  readonly team: string
  readonly teamName: string
  /** The status instant, absolute minutes. */
  readonly statusTime: number
  readonly rules: DurationRules
}
