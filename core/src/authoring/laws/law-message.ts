import type { LawOutcome, LawOutcomes } from './law-outcome.ts'

/** What the process that tries the laws tells the one that started it. */
export type LawMessage =
  | { readonly type: 'result'; readonly result: LawOutcome }
  | { readonly type: 'report'; readonly report: LawOutcomes }
  /** The laws could not be tried; the author has something to put right. */
  | { readonly type: 'problem'; readonly text: string }
