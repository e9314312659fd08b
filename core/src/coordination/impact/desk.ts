import type { WorkingLengths } from './amount.ts'
import { Draft } from './draft.ts'
import type { ImpactBase } from './impact-base.ts'
import { Outline } from './outline.ts'
import type { StepReason } from './resolved-step.ts'
import type { Shift, ShiftCalendar } from './shift.ts'
import { workingLengths } from './working-lengths.ts'

/** Leaves that a step wants to move. */
export interface Wish {
  /**
   * What moves as one: a node that slips, with all that is below it, or (numbers from the network's size on) the work that
   * somebody hands over. Wishes of one source are one wish for the sum.
   */
  readonly source: number
  readonly nodes: readonly number[]
  readonly shift: Shift
}

/** Leaves that begin later together than they otherwise would; when that is, is known once all others are computed. */
export interface Delay {
  readonly source: number
  /** By how much each leaf. */
  readonly shifts: ReadonlyMap<number, Shift>
}

/** One node that changes hands; −1: to nobody. */
export interface Handed {
  readonly node: number
  readonly from: number
  readonly to: number
}

/** What a step came to before anything is computed. */
export interface Drafted {
  readonly reason: StepReason
  readonly changed: number
  readonly done: number
  /** What it is about, for how far it moves. */
  readonly about: readonly number[]
}

/** What steps are worked on at: the network, and all that they change so far. */
export interface Desk {
  readonly base: ImpactBase
  readonly draft: Draft
  readonly outline: Outline
  readonly wishes: Wish[]
  readonly delays: Delay[]
  /** Nodes that are given away for good. */
  readonly dropped: Set<number>
  /** Nodes that nobody is left to do. */
  readonly stranded: Set<number>
  readonly handed: Handed[]
  /** The calendar of a node with the lengths of its day and week. */
  calendarOf(node: number): ShiftCalendar
}

/** A desk on which nothing is changed yet. */
export function openDesk(base: ImpactBase): Desk {
  const { table, statusTime, network } = base
  const lengths = new Map<number, WorkingLengths>()
  return {
    base,
    draft: new Draft(network),
    // Parents that count: a ring of them has one that is part of nothing, as in the schedule.
    // Parents that count: a ring of them has one that is part of nothing, as in the schedule.
    outline: new Outline({ size: network.size, parent: base.schedule.order.parent }),
    wishes: [],
    delays: [],
    dropped: new Set(),
    stranded: new Set(),
    handed: [],
    calendarOf(node) {
      const calendar = network.calendar[node] ?? 0
      const known = lengths.get(calendar) ?? workingLengths(table, calendar, statusTime)
      lengths.set(calendar, known)
      return { table, calendar, lengths: known }
    },
  }
}

/** A step that changes nothing, and why. */
export function unchanged(reason: StepReason, done = 0): Drafted {
  return { reason, changed: 0, done, about: [] }
}

/** The people who have a node. */
export function peopleOf({ people: { at, values } }: ImpactBase, node: number): Int32Array {
  return values.subarray(at[node] ?? 0, at[node + 1] ?? 0)
}
