import type { CheckProject, Need } from '@headless-pmo/sdk'
import type { PackedFacts } from './packed-facts.ts'

/** What is judged at a time: a project, the items of no project (`{}`), or the portfolio. */
export type FactUnit = { readonly project?: string } | 'portfolio'

/**
 * What tells whether anything that a unit is judged by may have changed: a text for each of the computed facts. Two units
 * with the same texts have the same facts.
 */
export type FactMarks = Readonly<Partial<Record<Need, string>>>

/** Facts that are computed from the schedule of everything, and are there no sooner than it is. */
const OF_SCHEDULE: ReadonlySet<Need> = new Set<Need>(['capacity', 'schedule', 'whatIf'])

/** Whether a need can be met only when the schedule is computed. */
export function isOfSchedule(need: Need): boolean {
  return OF_SCHEDULE.has(need)
}

/** Whoever gives the rules what they judge by. */
export interface FactCollector {
  /**
   * All projects, in the order of the configuration, with what is not known of them. A run asks for them first: all else
   * that it asks for is of the definitions, and the facts, of this moment.
   *
   * @param needs what it will ask for, so that what takes long is begun
   */
  projects(needs?: ReadonlySet<Need>): Promise<readonly CheckProject[]>
  /**
   * All that is known of a unit, of the items that were there when the run began: its records of the kinds in `needs`, the records of shared kinds of its connections, the
   * records of other projects that point at its own or that its own point at, and its facts.
   */
  pack(unit: FactUnit, needs: ReadonlySet<Need>): Promise<PackedFacts>
  /** What was packed of a unit, with those of its facts in `needs` that hang on the schedule ({@link isOfSchedule}). */
  packDates(
    unit: Exclude<FactUnit, 'portfolio'>,
    packed: PackedFacts,
    needs: ReadonlySet<Need>,
  ): Promise<PackedFacts>
  /** Marks of the facts in `needs` by key of the unit (`project/<id>`, `portfolio`). */
  fingerprints(needs: ReadonlySet<Need>): Promise<ReadonlyMap<string, FactMarks>>
  /**
   * Keys of the units that may be judged otherwise since records have changed: those that the records belong to, those of
   * their neighbours, and those that share a connection where a record of a shared kind is another. `all`: every unit.
   *
   * @param records row ids of records that were added, changed or removed
   */
  affectedBy(records: readonly number[]): Promise<ReadonlySet<string> | 'all'>
  /** A text that is another one as soon as every rule may say otherwise though no record has changed. */
  membership(): Promise<string>
}
