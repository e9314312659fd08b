import type { CheckAction, CheckFigure, CheckSeverity } from '@headless-pmo/sdk'
import type { CheckSubject, CitedEvidence } from '@headless-pmo/engine'

/**
 * Where a finding stands. `waived`: it is so, and somebody has accepted it for a time (law 9: waived is a state of the
 * finding, never a verdict of the rule). `resolved`: the rule no longer finds it.
 */
export const FINDING_STATES = ['open', 'waived', 'resolved'] as const

/** One of {@link FINDING_STATES}. */
export type FindingState = (typeof FINDING_STATES)[number]

/** Severities, the worst first: the order in which findings are listed. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly CheckSeverity[]

/** A failure of a rule about one subject, from the day it was first seen on; one row for ever, however often it comes again. */
export interface Finding {
  /** Stable: of the rule, its subject and the rule's own key. */
  readonly id: string
  /** Id of the rule, and the version of it that judged last. */
  readonly rule: string
  readonly version: string
  /** The rule as a sentence that holds when it passes. */
  readonly title: string
  readonly severity: CheckSeverity
  /** The unit that was judged: `project/<id>`, `unassigned` or `portfolio`. */
  readonly unit: string
  /** Id of the project; absent: of none, or of the portfolio. */
  readonly project?: string
  readonly subject: CheckSubject
  readonly state: FindingState
  /** One sentence, as it was said last. */
  readonly message: string
  readonly evidence: readonly CitedEvidence[]
  readonly figure?: CheckFigure
  readonly action?: CheckAction
  /** Who has to do something about it. Absent: nobody was named, `ownerRole` says whom the rule asks for. */
  readonly owner?: string
  /** Whom the rule names: `manager`, `sponsor`, `unit-head`, `assignee` or a name. */
  readonly ownerRole?: string
  /** Day by which it is to be put right, `YYYY-MM-DD`. */
  readonly due?: string
  /** Instant at which it was found for the first time. */
  readonly firstSeen: string
  /** Instant since when it is in its state. */
  readonly since: string
  /** Instant of the last run that looked for it. */
  readonly lastSeen: string
  /** It stands, and since then it could not be looked for: its rule could not judge what it is about. Absent: it could. */
  readonly unconfirmed?: { readonly since: string; readonly why: string }
  /** How often it came again after it was resolved. */
  readonly reopened: number
  /** Id of the waiver that holds for it. */
  readonly waiver?: string
  /** How people call the item that it is about, looked up when it is read. Absent: it is about none, or it is gone. */
  readonly item?: FindingItem
}

/** A piece of evidence with what the record that it cites is called now. */
export type NamedEvidence = CitedEvidence & { readonly called?: FindingItem }

/** The item of a finding, as its tracker calls it now. */
export interface FindingItem {
  readonly key?: string
  readonly title?: string
  readonly url?: string
}

/** What happened to a finding; events are only ever added. */
export const FINDING_EVENTS = [
  'opened',
  'resolved',
  'reopened',
  'waived',
  'waiver-expired',
  'waiver-withdrawn',
  'severity-changed',
  // The item that it is about went to another project, and the finding with it.
  'moved',
] as const

/** One of {@link FINDING_EVENTS}. */
export type FindingEventType = (typeof FINDING_EVENTS)[number]

/** One thing that happened to a finding. */
export interface FindingEvent {
  readonly type: FindingEventType
  /** Instant. */
  readonly at: string
  /** Id of the run that noticed it, or the name of who did it. */
  readonly by: string
  /** Version of the rule that judged. */
  readonly version: string
  /** What was said then. */
  readonly message: string
  readonly waiver?: string
}
