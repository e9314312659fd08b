import type { VerdictCounts } from './rule-outcome.ts'

/** What made a run begin. */
export type CheckTrigger = 'sync' | 'day' | 'rules' | 'request'

/** Which units a run looks at: all, those that may be judged otherwise than before, or those that were asked for. */
export type CheckScope = 'all' | 'affected' | 'asked'

/** One run of the rules. */
export interface CheckRun {
  readonly id: string
  readonly trigger: CheckTrigger
  readonly scope: CheckScope
  /** Nothing was kept: no result, no finding. */
  readonly dry: boolean
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  /** Why it failed or was called off, as a sentence. */
  readonly reason?: string
  /** Instant. */
  readonly startedAt: string
  readonly finishedAt?: string
  /** The day that was judged, `YYYY-MM-DD`. */
  readonly today: string
  /** Units that were judged. */
  readonly units: number
  /** Rules that were in force for at least one of them. */
  readonly rules: number
  readonly counts: VerdictCounts
  readonly findings: { readonly opened: number; readonly resolved: number; readonly reopened: number }
}

/** What is to be checked. */
export interface CheckRequest {
  /** Ids of projects; absent: everything. */
  readonly projects?: readonly string[]
  /** Ids of rules; absent: all that are in force. */
  readonly rules?: readonly string[]
  /** Judges every unit, also those that nothing can have changed for. */
  readonly full?: boolean
  /** false: nothing is kept. */
  readonly persist?: boolean
  readonly trigger?: CheckTrigger
  readonly signal?: AbortSignal
}
