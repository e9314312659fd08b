/**
 * How a law went. `gap`: it is broken, as `knownGaps` says; `closed gap`: it holds although `knownGaps` says that it
 * does not, which fails the run, so that the list stays true. See {@link checkLaws}.
 */
export interface LawResult {
  /** Its id: `D2`. */
  readonly law: string
  /** What it says. */
  readonly title: string
  /** How it went. */
  readonly state: 'passed' | 'broken' | 'gap' | 'closed gap' | 'not applicable'
  /** Why: what is broken, the gap's reason, or why the law says nothing here. */
  readonly reason?: string
  /** How long it took, in milliseconds. */
  readonly ms: number
}

/** What `checkLaws` found. See {@link checkLaws}. */
export interface LawReport {
  /** Every law holds, is a known gap, or says nothing about this plugin. */
  readonly ok: boolean
  /** `PMO_LAW_SEED` that draws the same cases again. */
  readonly seed: number
  /** `PMO_LAW_ROUNDS`: cases that each random law tried. */
  readonly rounds: number
  /** One a law, in the order of the laws. */
  readonly results: readonly LawResult[]
}
