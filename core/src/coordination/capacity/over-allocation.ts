import type { Effort } from './capacity-facts.ts'
import type { Period } from './period.ts'

/** A project that asks for somebody's time, and who answers for it. */
export interface CompetingProject extends Effort {
  /** Absent: items of no project. */
  readonly project?: string
  readonly name: string
  readonly manager?: string
}

/** Somebody who is asked for more than they can work in a period, with everybody who has to agree on it. */
export interface OverAllocation extends Effort {
  /** Stable: the person and the period. */
  readonly id: string
  /** Id of the person. */
  readonly person: string
  readonly name: string
  readonly unit?: string
  /** Who answers for the person: the head of the unit. */
  readonly head?: string
  readonly period: Period
  /** Minutes that the person can work for projects. */
  readonly capacity: number
  /** Minutes above it. */
  readonly over: number
  /** `stated`: even without anything assumed; `assumed`: only if the assumptions hold. */
  readonly certainty: 'stated' | 'assumed'
  /** Whoever asks for most first. */
  readonly projects: readonly CompetingProject[]
}
