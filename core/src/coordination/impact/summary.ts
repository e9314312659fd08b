import type { CommitmentState } from './figures.ts'
import type { StepReason } from './resolved-step.ts'

/** A node of the network by its public key. Titles are looked up when they are shown: they may name people. */
export interface ImpactNode {
  readonly connection: string
  readonly kind: string
  readonly ref: string
  readonly key?: string
}

/** A point in time: the instant, and the calendar day that it is in the zone of its plan. */
export interface ImpactTime {
  readonly at: string
  readonly day: string
}

/** Start and finish. */
export interface ImpactDates {
  readonly start: ImpactTime
  readonly finish: ImpactTime
}

/** How one node moves. */
export interface Move {
  readonly node: ImpactNode
  /** Id of the project of the PMO that it belongs to. */
  readonly project?: string
  /** Absent: it is new. */
  readonly before?: ImpactDates
  /** Absent: it is given away, or nobody can tell any more. */
  readonly after?: ImpactDates
  /** Working minutes of its own calendar; below zero: earlier. */
  readonly startBy: number
  readonly finishBy: number
  /** By how many days of its plan's zone its finish moves. */
  readonly finishDays: number
  /** Total float, working minutes of its own calendar. */
  readonly floatBefore?: number
  readonly floatAfter?: number
  /** From what a step changed to this node, each the reason of the next; of a long one begin and end. */
  readonly path: readonly ImpactNode[]
}

/** How a project moves. */
export interface ProjectMove {
  readonly project: string
  readonly before?: ImpactDates
  /** Absent: nothing of it is left, or `unknown` items hide when it is finished. */
  readonly after?: ImpactDates
  readonly startDays: number
  readonly finishDays: number
  /** How many of its items and milestones move. */
  readonly moved: number
  /** How many are critical, before and after. */
  readonly criticalBefore: number
  readonly criticalAfter: number
  /** Items of it that have no date any more, since nobody is left to do them or what they wait for. */
  readonly unknown: number
}

/** What it means for somebody who has work in the network. */
export interface PersonMove {
  /** Id of a person; connection/account where nobody knows whose it is. */
  readonly person: string
  /** Unfinished items of theirs that move. */
  readonly moved: number
  /** Most unfinished items at the same time, before and after. */
  readonly atOnceBefore: number
  readonly atOnceAfter: number
  /** Items that they take over, and that they leave. */
  readonly gained: number
  readonly lost: number
}

/** What becomes of a date that somebody relies on. */
export interface CommitmentMove {
  /** constraint: a fixed date of its tracker; project: what was agreed in the configuration; plan: the plan of record. */
  readonly kind: 'deadline' | 'constraint' | 'baseline' | 'plan' | 'project'
  readonly node?: ImpactNode
  readonly project?: string
  /** Name of the baseline, plan or commitment. */
  readonly name?: string
  readonly by: ImpactTime
  /** Days of the clock after it, as planned and in the scenario; below zero: before it. Absent: not known. */
  readonly lateBefore?: number
  readonly lateAfter?: number
  readonly state: CommitmentState
}

/** What a step did, or why it did nothing. */
export interface StepEffect {
  /** Position of the step, from 0. */
  readonly step: number
  readonly reason: StepReason
  /** The end of a sentence that begins with what the step supposes; with keys, without names of people. */
  readonly text: string
}

/** Effort of one role in a phase of a project of assumed shape. */
export interface RoleDemand {
  readonly project: string
  readonly phase: string
  readonly role: string
  /** Full-time people. */
  readonly people: number
  readonly from?: ImpactTime
  readonly until?: ImpactTime
}

/** What comes out of a scenario, as it is kept. */
export interface ImpactSummary {
  /** Nodes of the network, and how many items and milestones of them move. */
  readonly nodes: number
  readonly moved: number
  readonly later: number
  readonly earlier: number
  /** Items and milestones that become critical. */
  readonly becameCritical: number
  readonly steps: readonly StepEffect[]
  /** What moves, the farthest first; of a long list its begin. */
  readonly items: readonly Move[]
  readonly milestones: readonly Move[]
  readonly summaries: readonly Move[]
  readonly projects: readonly ProjectMove[]
  readonly people: readonly PersonMove[]
  readonly commitments: readonly CommitmentMove[]
  /** What cannot be dated any more, since nobody is left to do it, or it waits for such an item. */
  readonly unknown: { readonly nodes: number; readonly first: readonly ImpactNode[] }
  /** What is wrong with the schedule in the scenario and was not before; sentences. */
  readonly problems: readonly string[]
  readonly demand: readonly RoleDemand[]
}
