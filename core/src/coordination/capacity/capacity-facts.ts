import type { PastGaps } from '../network/index.ts'
import type { Period } from './period.ts'
import type { Prerequisite } from './prerequisite.ts'

/** Minutes of work. */
export interface Effort {
  /** From work, remaining work or estimates that a tracker states. */
  readonly stated: number
  /** From durations that had to be assumed. */
  readonly assumed: number
}

/** Who is asked for work: a person, a role that nobody fills yet, or nobody at all. */
export interface Claimant {
  readonly kind: 'person' | 'role' | 'nobody'
  /** Id of the person (any that `people.persons` gives); id of a role, or its name where it is not defined; else empty. */
  readonly id: string
  readonly name: string
  /** Id of the unit that answers for it; absent: no unit does. */
  readonly unit?: string
  /** Ids of a person's roles, the usual one first; of a role its own id. */
  readonly roles: readonly string[]
  /** What is taken for granted of somebody's working time, each a sentence. */
  readonly assumptions: readonly string[]
}

/** What one claimant has to do for one project in one period. */
export interface DemandCell extends Effort {
  /** Index among the claimants. */
  readonly claimant: number
  /** Id of a project; absent: items of no project. */
  readonly project?: string
  /** Index among the periods of its kind. */
  readonly period: number
}

/** A project of the PMO as capacity tells of it. */
export interface CapacityProject {
  readonly id: string
  readonly name: string
  readonly manager?: string
  /** 0 most urgent … 4 least. */
  readonly priority?: number
}

/** A unit with whoever answers for its people. */
export interface CapacityUnit {
  readonly id: string
  readonly name: string
  readonly parent?: string
  /** Name of its head, or of that of the nearest unit above that has one. */
  readonly head?: string
}

/** Demand and capacity by one kind of period. */
export interface PeriodFacts {
  readonly periods: readonly Period[]
  /**
   * Minutes that each claimant can work for projects: by claimant, then by period; of the first period what is left of it.
   * Roles and nobody have none.
   */
  readonly capacity: readonly Float64Array[]
  /** Only cells with work, by claimant, period and project. */
  readonly cells: readonly DemandCell[]
}

/**
 * Demand against capacity over all trackers, at one position of the change feed. Every other figure of capacity is made of
 * these, so that persons, roles, units and projects always add up to the same.
 */
export interface CapacityFacts {
  /** Instant. */
  readonly asOf: string
  readonly feedPosition: string
  /** Absolute minutes since 1970-01-01T00:00Z: work that is not done lies after it. */
  readonly statusTime: number
  /** IANA zone in whose days periods begin. */
  readonly zone: string
  readonly claimants: readonly Claimant[]
  readonly projects: readonly CapacityProject[]
  readonly units: readonly CapacityUnit[]
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  readonly months: PeriodFacts
  readonly weeks: PeriodFacts
  /** Work after the last month, by claimant and project. */
  readonly beyond: readonly Omit<DemandCell, 'period'>[]
  /** Open work whose planned finish has passed: it is counted from the status date on. */
  readonly overdue: { readonly items: number; readonly minutes: number }
  /** What was taken for granted of work that nobody estimated, each a sentence. */
  readonly assumptions: readonly string[]
  /** What the figures stand on, and whether it is there (pmo-practice: six things that capacity planning needs first). */
  readonly prerequisites: readonly Prerequisite[]
  /** All prerequisites are met. */
  readonly reliable: boolean
  /** What nothing tells of about a time in the past; absent: they are of now. */
  readonly gaps?: PastGaps
}
