import type { ScheduleProblem } from '../schedule/index.ts'
import type { AddedProject } from './extend-network.ts'
import type { StepOutcome } from './resolved-step.ts'

/** How one node moves. Times in minutes since 1970-01-01T00:00Z; NaN: no date. */
export interface NodeMove {
  readonly node: number
  readonly startBefore: number
  readonly finishBefore: number
  readonly startAfter: number
  readonly finishAfter: number
  /** Working minutes of its own calendar; 0 where a date is missing. */
  readonly startBy: number
  readonly finishBy: number
  readonly floatBefore: number
  readonly floatAfter: number
  /** From what a step changed to this node; the middle of a long one is left out. */
  readonly path: readonly number[]
}

/** How a project of the PMO moves. */
export interface ProjectFigures {
  readonly project: number
  readonly startBefore: number
  readonly finishBefore: number
  readonly startAfter: number
  /** NaN with `unknown` above 0: when it is finished cannot be said. */
  readonly finishAfter: number
  readonly moved: number
  readonly criticalBefore: number
  readonly criticalAfter: number
  /** Items that have no date any more. */
  readonly unknown: number
}

/** What it means for one person. */
export interface PersonFigures {
  readonly person: number
  readonly moved: number
  readonly atOnceBefore: number
  readonly atOnceAfter: number
  readonly gained: number
  readonly lost: number
}

/** What becomes of a date that somebody relies on. */
export type CommitmentState = 'broken' | 'worse' | 'better' | 'kept-again' | 'unknown'

export interface CommitmentFigures {
  readonly kind: 'deadline' | 'constraint' | 'promise'
  /** −1: a project's. */
  readonly node: number
  /** Position among the promises that were handed in; −1: the network's own. */
  readonly promise: number
  readonly by: number
  /** Minutes of the clock after it; below zero: before it. */
  readonly lateBefore: number
  readonly lateAfter: number
  readonly state: CommitmentState
}

/** What comes out of a scenario, in numbers. */
export interface Figures {
  readonly nodes: number
  readonly moved: number
  readonly later: number
  readonly earlier: number
  /** Nodes that become critical. */
  readonly becameCritical: number
  readonly items: readonly NodeMove[]
  readonly milestones: readonly NodeMove[]
  readonly summaries: readonly NodeMove[]
  readonly projects: readonly ProjectFigures[]
  readonly people: readonly PersonFigures[]
  readonly commitments: readonly CommitmentFigures[]
  readonly unknown: { readonly nodes: number; readonly first: readonly number[] }
  readonly outcomes: readonly StepOutcome[]
  /** What is wrong in the scenario and was not before. */
  readonly problems: readonly ScheduleProblem[]
  readonly added: readonly (AddedProject & { readonly start: Float64Array; readonly finish: Float64Array })[]
  /** Nodes that are given away for good, and nodes that have no date any more; where all dates were asked for. */
  readonly dropped: readonly number[]
  readonly undatable: readonly number[]
  /** All dates, where they were asked for. */
  readonly dates?: { readonly start: Float64Array; readonly finish: Float64Array }
}
