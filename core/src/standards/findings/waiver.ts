/**
 * `requested`: somebody has asked, nothing holds yet. `approved`: it holds. `ended`: a one-time waiver whose findings
 * are all resolved. The others speak for themselves; none of them holds.
 */
export const WAIVER_STATES = ['requested', 'approved', 'refused', 'withdrawn', 'expired', 'ended'] as const

/** One of {@link WAIVER_STATES}. */
export type WaiverState = (typeof WAIVER_STATES)[number]

/** What a waiver is about: one finding, or all findings of one rule in one project. */
export type WaiverScope = { readonly finding: string } | { readonly rule: string; readonly project: string }

/** A deviation that somebody has accepted for a time, with the risk stated that comes with it. */
export interface Waiver {
  readonly id: string
  readonly scope: WaiverScope
  /** Rule and project that it is about, also where it is about one finding. */
  readonly rule: string
  readonly project?: string
  /** Why the rule cannot be kept. */
  readonly reason: string
  /** The risk that is accepted with it, as it was stated before it was approved. */
  readonly risk: string
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string
  /** false: for what is open when it is approved, and over once that is resolved. true: also for what comes again. */
  readonly recurring: boolean
  readonly state: WaiverState
  readonly requestedBy: string
  /** Instant. */
  readonly requestedAt: string
  /** Who approved, refused or withdrew it, or `clock` where its time was over. */
  readonly decidedBy?: string
  readonly decidedAt?: string
  /** What was said with the last decision. */
  readonly note?: string
  /** Findings that it holds for now. */
  readonly findings: number
}

/** What was decided about a waiver, one row a decision; rows are only ever added. */
export interface WaiverEvent {
  readonly state: WaiverState
  /** Instant. */
  readonly at: string
  readonly by: string
  readonly note?: string
}
