import type { LawResult } from './law-report.ts'
import type { Surroundings } from '../laws/subject.ts'

/** What `conformance` is given beside the plugin. See {@link checkLaws}. */
export interface ConformanceOptions extends Surroundings {
  /** Laws that are known not to hold, by id, with the reason. Each is run all the same: one that holds fails the run. */
  readonly knownGaps?: Readonly<Record<string, string>>
  /** Cases that a law tries where `PMO_LAW_ROUNDS` names none: fewer where a plugin has many checks. Default: 20. */
  readonly defaultRounds?: number
}

/** What `checkLaws` is given beside the plugin. See {@link checkLaws}. */
export interface CheckLawsOptions extends ConformanceOptions {
  /** Ids of the only laws to try; absent: all. */
  readonly only?: readonly string[]
  /** Default: `PMO_LAW_SEED`, else drawn anew. */
  readonly seed?: number
  /** Default: `PMO_LAW_ROUNDS`, else 20. */
  readonly rounds?: number
  /** Called as each law ends. */
  readonly onResult?: (result: LawResult) => void
}
