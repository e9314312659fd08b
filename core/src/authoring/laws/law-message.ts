import type { Manifest } from '@headless-pmo/sdk'
import type { LawOutcome, LawOutcomes } from './law-outcome.ts'

/** What the process that tries the laws tells the one that started it. */
export type LawMessage =
  /** Comes first: what the plugin says of itself. */
  | { readonly type: 'described'; readonly manifest: Manifest }
  | { readonly type: 'result'; readonly result: LawOutcome }
  | { readonly type: 'report'; readonly report: LawOutcomes }
  /** The laws could not be tried; the author has something to put right. */
  | { readonly type: 'problem'; readonly text: string }
