import type { Coverage } from '../../portfolio/index.ts'

/** The six things that capacity planning needs first. */
export type PrerequisiteId =
  | 'reliable-plans'
  | 'accurate-progress'
  | 'work-allocated'
  | 'availability-known'
  | 'other-work-known'
  | 'everyone-takes-part'

/** One thing that figures of capacity need, what share of it is there, and what to do. Met: at least {@link NEEDED}. */
export interface Prerequisite {
  readonly id: PrerequisiteId
  /** What is needed, as a sentence. */
  readonly title: string
  readonly coverage: Coverage
  /** `unknown`: nothing was there to measure it on. */
  readonly state: 'met' | 'unmet' | 'unknown'
  /** Some of what is missing, by public name. */
  readonly missing: readonly string[]
  /** How many are missing. */
  readonly missingTotal: number
  /** What to do; absent where it is met. */
  readonly action?: string
}

/** Share of the data that has to be there before a figure counts as reliable. */
export const NEEDED = 0.8

/** Names of what is missing that a prerequisite carries. */
export const MISSING_SHOWN = 10
