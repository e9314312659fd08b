import type { Duration, Money } from '@headless-pmo/sdk'

/** What a baseline promises of one item; a missing value was not known when it was kept. */
export interface BaselineRow {
  readonly connection: string
  readonly kind: 'workItem' | 'milestone' | 'project'
  /** The tracker's own stable id; of a project: its id, with `connection` "pmo". */
  readonly ref: string
  readonly key?: string
  readonly title: string
  /** Project of the PMO that the item belonged to. */
  readonly project?: string
  /** Day, local time or instant, as its source stated it. */
  readonly start?: string
  readonly finish?: string
  readonly duration?: Duration
  /** Minutes. */
  readonly work?: number
  readonly cost?: Money
  /** Story points. */
  readonly points?: number
  /** A point in the plan. */
  readonly isMilestone?: boolean
  /** Sums up its children: left out of totals. */
  readonly summary?: boolean
  /** Where the dates come from when no source states them, e.g. "computed by the schedule". */
  readonly basis?: string
}

/** What a baseline covers. */
export interface BaselineScope {
  readonly kind: 'project' | 'program' | 'portfolio'
  /** Id of it; "all" stands for everything there is. */
  readonly id: string
}

/**
 * A promise that was kept: `baseline` is what was agreed, `plan` is a plan of record that came out of a scenario. Rows are never
 * changed; a newer one of the same scope and kind supersedes it and says so.
 */
export interface Baseline {
  /** Names it for ever. */
  readonly id: string
  readonly kind: 'baseline' | 'plan'
  readonly scope: BaselineScope
  /** Counts up within its scope and kind, from 1. */
  readonly number: number
  readonly name: string
  /** Why it was kept. */
  readonly reason: string
  /** Where that was decided: minutes, a change request, an address. */
  readonly decision?: string
  readonly by: string
  /** Instant. */
  readonly at: string
  /** Until when each source was known then. */
  readonly asOf: readonly { readonly connection: string; readonly asOf?: string }[]
  /** Instant at which a newer one took its place; absent: it counts. */
  readonly supersededAt?: string
  readonly items: number
}

/** What is kept as a baseline or plan. */
export interface NewBaseline {
  readonly kind: Baseline['kind']
  readonly scope: BaselineScope
  readonly name: string
  readonly reason: string
  readonly decision?: string
  readonly by: string
  readonly asOf: Baseline['asOf']
  readonly rows: readonly BaselineRow[]
}
