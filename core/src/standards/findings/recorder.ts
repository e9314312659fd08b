import type { Tx } from '../../database/index.ts'
import type { FindingDelta, Judgement } from './judgement.ts'

/** Keeps what runs find; `FindingService` is one. */
export interface FindingRecorder {
  /**
   * Opens, sees again, resolves and reopens the findings of the rules that judged one unit, in the transaction that keeps
   * their results. A bounded number of statements, however many rules there are; what has not changed is not written.
   */
  record(tx: Tx, judgement: Judgement): Promise<FindingDelta>
  /**
   * Resolves what was found by rules that are no longer in force for a unit, or, without rules, in a unit that is gone.
   * @returns how many
   */
  retire(tx: Tx, gone: Retired): Promise<number>
  /**
   * Tells what runs have changed since it was last told, all in a few notifications. Once at the end of each run, outside
   * of a transaction; what a run that broke off has left untold, the next one tells.
   */
  announce(): Promise<void>
  /** How many findings stand of each rule: open ones, those under a waiver, and those of both that are in doubt. */
  standing(filter: {
    readonly projects?: readonly string[]
    readonly rules?: readonly string[]
  }): Promise<readonly StandingOfRule[]>
}

/** Findings of one rule that stand. */
export interface StandingOfRule {
  readonly rule: string
  readonly open: number
  readonly waived: number
  /** Of both: its rule could not judge again what they are about. */
  readonly doubted: number
}

/** What is no longer judged. */
export interface Retired {
  /** The text of the unit. */
  readonly unit: string
  /** Ids of the rules; absent: all. */
  readonly rules?: readonly string[]
  /** Instant. */
  readonly at: string
  /** Id of the run that noticed it. */
  readonly run: string
}
