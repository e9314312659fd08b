import type { CapacityFacts, OverAllocation } from '../capacity/index.ts'
import type { ScheduledPortfolio } from '../network/index.ts'

/** Two items of which somebody says that they are one and the same. */
export interface SamePair {
  readonly one: { readonly connection: string; readonly ref: string }
  readonly other: { readonly connection: string; readonly ref: string }
  /** Who says so, as a reader can look it up: "link 10023 of jira", "stated:4". */
  readonly said: string
}

/** A link that stands in a text and that nobody has decided about. */
export interface OpenLink {
  /** `found:34`. */
  readonly id: string
  readonly from: { readonly connection: string; readonly ref: string }
  readonly to: { readonly connection: string; readonly ref: string }
  readonly sentence: string
}

/** A text that names an item which nobody syncs. */
export interface LostLink {
  readonly id: string
  readonly source: { readonly connection: string; readonly ref: string; readonly key?: string }
  readonly name: string
  /** How many items it may mean: of several, none is guessed. */
  readonly candidates: number
  readonly sentence: string
}

/** A project with whoever answers for it. */
export interface ProjectOwner {
  readonly name: string
  readonly manager?: string
}

/** What capacity says, or why it does not. */
export type CapacityWord =
  | {
      readonly known: true
      readonly facts: CapacityFacts
      readonly overAllocations: readonly OverAllocation[]
    }
  | { readonly known: false; readonly why: string }

/** Everything that conflicts are found in: a value. */
export interface ConflictFacts {
  readonly scheduled: ScheduledPortfolio
  /** By project id. */
  readonly projects: ReadonlyMap<string, ProjectOwner>
  readonly same: readonly SamePair[]
  readonly open: readonly OpenLink[]
  readonly lost: readonly LostLink[]
  readonly capacity: CapacityWord
  readonly settings: ConflictSettings
}

/** Limits of what counts as a conflict. */
export interface ConflictSettings {
  /** Somebody who works in at least so many active projects may be one of the few whom everyone needs. */
  readonly keyProjects: number
  /** Those are less than this share of all persons, 0 to 1. */
  readonly keyShare: number
}

/** pmo-practice 13: the less than 5 % of people who are wanted by every project. */
export const CONFLICT_SETTINGS: ConflictSettings = { keyProjects: 3, keyShare: 0.05 }

/** What a detector gives: a conflict, or nothing, as a place where its caller may breathe. */
export type Detected<C> = Generator<C | undefined, void, undefined>

/** Steps of a loop between two places to breathe. */
export const BREATH = 256
