import type { LinkTypeName } from '../schedule/index.ts'
import type { Amount } from './amount.ts'

/** A phase of an added project. */
export interface ResolvedPhase {
  readonly takes: Amount
  /** Positions of the phases before it. */
  readonly after: readonly number[]
}

/**
 * A step with everything looked up: nodes, projects and people by their numbers, times in minutes since
 * 1970-01-01T00:00Z. Plain data, for the compute pool.
 */
export type ResolvedStep =
  | { readonly do: 'slip'; readonly node: number; readonly by: Amount }
  | { readonly do: 'set-duration'; readonly node: number; readonly duration: Amount }
  | {
      readonly do: 'add-link'
      readonly from: number
      readonly to: number
      readonly type: LinkTypeName
      readonly lag?: Amount
    }
  | { readonly do: 'remove-link'; readonly from: number; readonly to: number; readonly type?: LinkTypeName }
  | { readonly do: 'move-project'; readonly project: number; readonly by: Amount }
  | { readonly do: 'move-project'; readonly project: number; readonly to: number }
  | { readonly do: 'give-away'; readonly node: number; readonly back?: number }
  | {
      readonly do: 'release-person'
      readonly person: number
      readonly to?: number
      readonly handover?: Amount
    }
  | {
      readonly do: 'add-project'
      /** Its number, after those that exist. */
      readonly project: number
      readonly start?: number
      readonly due?: number
      readonly phases: readonly ResolvedPhase[]
      readonly waitsFor: readonly number[]
      readonly heldUp: readonly number[]
    }

/** Why a step did what it did. The words for it are chosen where names are known. */
export type StepReason =
  | 'applied'
  /** What it is about is finished: nothing of it can move. */
  | 'done'
  /** It is cancelled or set inactive, all of it. */
  | 'inactive'
  /** The scenario itself gives it away, all of it. */
  | 'given-away'
  /** It has no dates in the schedule (a calendar without work, a duration beyond all time). */
  | 'not-scheduled'
  /** It sums up what is below it, and has no duration of its own. */
  | 'summary'
  /** There is no such link. */
  | 'no-link'
  /** Steps of the scenario cancel each other, or ask for what is so anyway. */
  | 'no-change'
  /** It cannot lie earlier: something it waits for, or today, holds it. */
  | 'held'
  /** The person has no unfinished work. */
  | 'no-work'

/** What became of a step. */
export interface StepOutcome {
  readonly step: number
  readonly reason: StepReason
  /** How many leaves it changed, and how many of those that it is about were finished already. */
  readonly changed: number
  readonly done: number
  /** Working minutes (of their calendars) by which what it is about finishes later; of several the most. */
  readonly movedBy?: number
  /** The link that holds it, for `held`; −1: another date. */
  readonly link?: number
}
