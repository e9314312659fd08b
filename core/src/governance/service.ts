import type { GovernanceFact } from '@headless-pmo/sdk'
import type { Tx } from '../database/index.ts'
import type { OpenedReview, ToleranceVerdict } from './tripwires/breach.ts'
import type { RegisterEntry } from './register/entry.ts'
import type { RegisterInput } from './register/bodies.ts'

/** A gate decision that is to be kept. */
export interface GateDecision {
  readonly project: string
  readonly body: RegisterInput<'gate'>
  readonly by: string
}

/** What the rest of the house asks of the PMO's own records. */
export interface Governance {
  /** What is kept about projects, in their order; a project that does not exist is left out. */
  facts(projects: readonly string[]): Promise<GovernanceFact[]>
  /** By project, another text as soon as its fact may be another. */
  fingerprints(projects: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Keeps what was decided at a gate. @throws PmoError `invalid-request`, `not-found` */
  recordGate(decision: GateDecision): Promise<RegisterEntry<'gate'>>
  /** Gate decisions, oldest first; without a project: of all. */
  gates(project?: string): Promise<readonly RegisterEntry<'gate'>[]>
  /**
   * Takes what a rule says of the tolerances of a project: each that is breached opens one review, and no other as long as
   * the breach lasts or that review is open. Reviews are closed by people only.
   */
  tripped(
    tx: Tx,
    said: {
      readonly rule: string
      readonly project: string
      readonly verdicts: readonly ToleranceVerdict[]
      /** Instant of the run. */
      readonly at: string
      /** The day for which it judged, YYYY-MM-DD. */
      readonly today: string
    },
  ): Promise<readonly OpenedReview[]>
}
