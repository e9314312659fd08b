import type { Tx } from '../../database/index.ts'
import type { FindingDelta, Judgement } from './judgement.ts'

/** Keeps what runs find; `FindingService` is one. */
export interface FindingRecorder {
  /**
   * Opens, sees again, resolves and reopens the findings of the rules that judged one unit, in the transaction that keeps
   * their results. A constant number of statements, however many rules and findings.
   */
  record(tx: Tx, judgement: Judgement): Promise<FindingDelta>
  /** Resolves what rules found that are no longer in force for a unit, or in units that are gone. */
  retire(
    tx: Tx,
    gone: {
      readonly unit: string
      readonly rules?: readonly string[]
      readonly at: string
      readonly run: string
    },
  ): Promise<number>
}
