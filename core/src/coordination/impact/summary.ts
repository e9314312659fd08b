/** A node of the network by its public key. Titles are looked up when they are shown: they may name people. */
export interface ImpactNode {
  readonly connection: string
  readonly kind: string
  readonly ref: string
  readonly key?: string
}

/** Start and finish, instants. */
export interface ImpactDates {
  readonly start: string
  readonly finish: string
}

/** How one node moves. */
export interface Move {
  readonly node: ImpactNode
  /** Id of the project of the PMO that it belongs to. */
  readonly project?: string
  /** Absent: it is new, or had no date. */
  readonly before?: ImpactDates
  /** Absent: it is gone. */
  readonly after?: ImpactDates
  /** Working minutes of its own calendar; below zero: earlier. */
  readonly startBy: number
  readonly finishBy: number
  /** The same in days of the clock, for people. */
  readonly finishDays: number
  /** Total float, working minutes of its own calendar. */
  readonly floatBefore?: number
  readonly floatAfter?: number
  /** From what a step changed to this node, each the reason of the next. At most 25; the middle is left out. */
  readonly path: readonly ImpactNode[]
}

/** How a project moves. */
export interface ProjectMove {
  readonly project: string
  readonly before?: ImpactDates
  readonly after?: ImpactDates
  readonly startDays: number
  readonly finishDays: number
  /** How many of its items move. */
  readonly moved: number
  /** How many are critical, before and after. */
  readonly criticalBefore: number
  readonly criticalAfter: number
}

/** What it means for somebody who has work in the network. */
export interface PersonMove {
  readonly account: { readonly connection: string; readonly ref: string }
  /** Unfinished items of theirs that move. */
  readonly moved: number
  /** Most unfinished items at the same time, before and after. */
  readonly atOnceBefore: number
  readonly atOnceAfter: number
  /** Items that they are given, and that are taken from them. */
  readonly gained: number
  readonly lost: number
}

/** A date that somebody relies on. */
export interface CommitmentMove {
  readonly kind: 'deadline' | 'constraint' | 'baseline' | 'plan' | 'project'
  readonly node?: ImpactNode
  readonly project?: string
  /** Name of the baseline or plan. */
  readonly name?: string
  /** Instant by which. */
  readonly by: string
  /** Days of the clock after it, as planned and in the scenario; below zero: before it. */
  readonly lateBefore: number
  readonly lateAfter: number
  readonly state: 'broken' | 'worse' | 'better' | 'kept-again'
}

/** What a step did, or why it did nothing. */
export interface StepEffect {
  /** Position of the step, from 0. */
  readonly step: number
  readonly did: boolean
  /** A sentence, without names of people. */
  readonly text: string
}

/** What comes out of a scenario, as it is kept. */
export interface ImpactSummary {
  /** Nodes of the network, and how many of them move. */
  readonly nodes: number
  readonly moved: number
  readonly later: number
  readonly earlier: number
  readonly steps: readonly StepEffect[]
  /** Items that move, the farthest first; at most {@link MOST_MOVES}. */
  readonly items: readonly Move[]
  readonly milestones: readonly Move[]
  readonly projects: readonly ProjectMove[]
  readonly people: readonly PersonMove[]
  readonly commitments: readonly CommitmentMove[]
  /** What cannot be dated any more, since nobody is left to do it, or it waits for such an item. */
  readonly unknown: { readonly nodes: number; readonly first: readonly ImpactNode[] }
  /** What the schedule says is wrong in the scenario and was not wrong before; sentences. */
  readonly problems: readonly string[]
  /** Effort that projects of assumed shape need, by role. */
  readonly demand: readonly RoleDemand[]
}

/** Effort of one role in a period. */
export interface RoleDemand {
  readonly project: string
  readonly phase: string
  readonly role: string
  /** Full-time people. */
  readonly people: number
  /** Instants. */
  readonly start: string
  readonly finish: string
}

/** Most moves of one list that are kept; the counts beside it are complete. */
export const MOST_MOVES = 500
