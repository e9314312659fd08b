import type { CheckAction, CheckFigure, CheckVerdict, Evidence, RecordKey } from '@headless-pmo/sdk'

/** What a result is about. */
export type CheckSubject =
  | { readonly grain: 'item'; readonly record: RecordKey; readonly project?: string }
  | { readonly grain: 'project'; readonly project: string }
  | { readonly grain: 'portfolio' }

/** A piece of evidence with what stood there when the check was run; absent where nothing stood there. */
export type CitedEvidence = Evidence & { readonly value?: unknown }

/**
 * What went wrong with a check: it threw, its answer has the wrong shape, its evidence points at nothing, or it
 * gave two findings the same key.
 */
export type CheckFault = 'threw' | 'answer' | 'evidence' | 'keys'

/** What a check said of one subject, or that it could not say it. */
export interface CheckResult {
  /** Id of the check. */
  readonly check: string
  /** Version of the rule that judged. */
  readonly version: string
  readonly subject: CheckSubject
  /** Stable key of the finding: check, subject, and the check's own key. Unique within a report. */
  readonly key: string
  /** `error`: the check itself failed, and the message names it. */
  readonly verdict: CheckVerdict | 'error'
  /** With the verdict `error`: in which way. */
  readonly fault?: CheckFault
  /** One sentence. */
  readonly message: string
  readonly evidence: readonly CitedEvidence[]
  /** What it was measured by, where there is a number. */
  readonly figure?: CheckFigure
  readonly action?: CheckAction
}

/** All results of one check over one portfolio, by key. */
export interface CheckReport {
  readonly check: string
  readonly version: string
  /** The parameters that held, defaults filled in. */
  readonly params: Readonly<Record<string, unknown>>
  readonly today: string
  readonly results: readonly CheckResult[]
}
