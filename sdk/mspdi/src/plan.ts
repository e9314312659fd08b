import type { RecordKind, RecordOf } from '@headless-pmo/sdk'

/** A record with the connection that it comes from. Together with kind and ref that is its public key. */
export type Sourced<K extends RecordKind> = {
  // One alternative for each kind, so that a record of one kind is one of several.
  [Kind in K]: {
    /** Id of the connection. */
    readonly connection: string
    /** The record. */
    readonly record: RecordOf<Kind>
  }
}[K]

/** What core composes for a work item from boards and milestones, where its own record says nothing. */
export interface ComposedDates {
  readonly plannedStart?: string
  readonly plannedFinish?: string
  /** A calendar day. */
  readonly due?: string
}

/**
 * Which release of Microsoft Project a plan is written for. `2007` keeps to the published schema. `2010` adds what came later and has no
 * schema: GUIDs, manually scheduled and inactive tasks, working weeks with hours.
 */
export type PlanRelease = '2007' | '2010'

/** A project as it is written: its own words, and all records that belong to it, from any trackers. */
export interface Plan {
  /** Id of the project; the file's own name. */
  readonly id: string
  readonly title: string
  /** IANA zone in which the plan's times are written; absent: that of its first container which has one, else UTC. */
  readonly timeZone?: string
  /** Default: `2007`. */
  readonly release?: PlanRelease
  readonly containers: readonly Sourced<'container'>[]
  readonly items: readonly (Sourced<'workItem'> & { readonly composed?: ComposedDates })[]
  readonly milestones: readonly Sourced<'milestone'>[]
  readonly dependencies: readonly Sourced<'dependency'>[]
  readonly accounts: readonly Sourced<'account'>[]
  readonly resources: readonly Sourced<'resource'>[]
  readonly assignments: readonly Sourced<'assignment'>[]
  readonly calendars: readonly Sourced<'calendar'>[]
  readonly baselines: readonly Sourced<'baseline'>[]
  readonly fields: readonly Sourced<'fieldDefinition'>[]
}
