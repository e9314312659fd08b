import type { StatusCategory, WorkItem } from '@headless-pmo/sdk'
import type { Assumption } from './assumption.ts'

/** What a node of the network stands for. */
export type NodeKind = 'workItem' | 'milestone' | 'project' | 'placeholder'

/** Dates that a tracker states, in minutes since 1970-01-01T00:00Z; what it does not state is absent. */
export interface StatedDates {
  /** Planned start and finish; those of boards that place the item count where it has none. */
  readonly start?: number
  readonly finish?: number
  /** End of the day by which it should be done: its own, else the target of a board. */
  readonly due?: number
}

/** What one index of the network's arrays is. */
export interface NetworkNode {
  readonly kind: NodeKind
  /** Connection of the record; of a placeholder: the one that names it; of a project: empty. */
  readonly connection: string
  /** Ref of the record; id of a project; of a placeholder its ref, key or address. */
  readonly ref: string
  readonly key?: string
  readonly title: string
  readonly url?: string
  /** Type of a work item. */
  readonly type?: WorkItem['type']
  /** Absent: not known, as of a placeholder. */
  readonly statusCategory?: StatusCategory
  /** Id of the PMO's project that it belongs to; of a project its own. */
  readonly project?: string
  /** Ref of the container that is its home. */
  readonly container?: string
  /** Refs or keys of its assignees' accounts, in its connection. */
  readonly assignees: readonly string[]
  /** Work in minutes, as its tracker states it. */
  readonly work?: { readonly planned?: number; readonly spent?: number; readonly remaining?: number }
  readonly points?: number
  /** How much of it is done as its tracker states it, 0 to 100. Absent: it does not say. */
  readonly percentComplete?: number
  readonly stated: StatedDates
  /**
   * How its dates come about: `plan` as Microsoft Project schedules its tasks; `tracker` from state, links and
   * assumptions; `summary` from what is below it; a `milestone` and a `placeholder` have no duration.
   */
  readonly scheduling: 'plan' | 'tracker' | 'summary' | 'milestone' | 'placeholder'
  /** Everything about it that no tracker states. Empty: its dates rest on what is stated alone. */
  readonly assumptions: readonly Assumption[]
}

/** The public name of a node. */
export interface NodeName {
  readonly connection: string
  readonly ref: string
  readonly kind?: NodeKind
}
