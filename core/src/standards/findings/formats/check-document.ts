import type { CheckSeverity } from '@headless-pmo/sdk'
import type { CheckSubject } from '@headless-pmo/engine'
import type { FindingState } from '../finding.ts'

/** What came of the rules, as it is written for people and for other tools. Plain data. */
export interface CheckDocument {
  /** Instant of the last run that is told of; absent: nothing was judged yet. */
  readonly asOf?: string
  /** The day that was judged, `YYYY-MM-DD`. */
  readonly today?: string
  /** Version of the server that judged. */
  readonly toolVersion: string
  readonly totals: DocumentCounts
  /** All findings by state and severity, also those that are not listed below. */
  readonly counts: readonly {
    readonly state: FindingState
    readonly severity: CheckSeverity
    readonly total: number
  }[]
  /** The rules that judged, whatever they said. */
  readonly rules: readonly DocumentRule[]
  /** What each of them said of each unit. */
  readonly results: readonly DocumentResult[]
  /** Open and waived ones, the worst first. */
  readonly findings: readonly DocumentFinding[]
  readonly undecided: readonly DocumentUndecided[]
}

/** Counts of verdicts and, beside them, of findings: nothing is hidden. */
export interface DocumentCounts {
  readonly pass: number
  readonly fail: number
  readonly notApplicable: number
  readonly unknown: number
  readonly error: number
  readonly open: number
  readonly waived: number
  /** Of the open and waived: their rule could not judge again what they are about. */
  readonly unconfirmed?: number
}

/** A rule, as far as a reader needs it. */
export interface DocumentRule {
  readonly id: string
  readonly version: string
  readonly title?: string
  readonly severity?: CheckSeverity
  readonly clause?: string
  readonly why?: string
  /** Id of the plugin, or `house`. */
  readonly pack?: string
}

/** What one rule said of one unit. */
export interface DocumentResult extends DocumentCounts {
  readonly rule: string
  readonly version: string
  /** `project/<id>`, `unassigned` or `portfolio`. */
  readonly unit: string
  /** How bad a failure is there; absent: as of the rule. */
  readonly severity?: CheckSeverity
}

/** A finding, as far as it is written. */
export interface DocumentFinding {
  readonly id: string
  readonly rule: string
  readonly version: string
  readonly title: string
  readonly severity: CheckSeverity
  readonly unit: string
  readonly project?: string
  readonly subject: CheckSubject
  readonly state: FindingState
  readonly message: string
  /** As it was cited, with what stood there. */
  readonly evidence: readonly object[]
  readonly action?: { readonly text: string }
  readonly owner?: string
  readonly ownerRole?: string
  readonly due?: string
  readonly firstSeen: string
  /** Since when its rule could not judge again what it is about, and why. */
  readonly unconfirmed?: { readonly since: string; readonly why: string }
  /** Why it was accepted, where it is. */
  readonly waiver?: { readonly id: string; readonly reason: string; readonly until: string }
  /** What its item is called and where it can be looked at, where it is about one. */
  readonly item?: { readonly key?: string; readonly title?: string; readonly url?: string }
}

/** Subjects that one rule could not judge in one unit, for one reason. */
export interface DocumentUndecided {
  readonly rule: string
  readonly version: string
  readonly unit: string
  readonly verdict: 'unknown' | 'error'
  readonly message: string
  readonly count: number
}

/** Letters of a title that stands for a key. */
const MOST_LETTERS = 80

/** What a subject is called: the key of its item, else its title, else what tells it apart. Pure. */
export function subjectName({ subject, item, project }: DocumentFinding): string {
  if (subject.grain === 'item')
    return item?.key ?? titleOf(item) ?? `${subject.record.connection}/${subject.record.ref}`
  if (subject.grain === 'project') return subject.project
  return project ?? 'portfolio'
}

function titleOf(item: DocumentFinding['item']): string | undefined {
  const title = item?.title?.trim()
  if (title === undefined || title === '') return undefined
  if (title.length <= MOST_LETTERS) return `"${title}"`
  // No half of a character, where the cut falls into one.
  return `"${title
    .slice(0, MOST_LETTERS)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…"`
}

/** That a finding stands unseen, as a clause; undefined: it was seen by the last run. Pure. */
export function doubtText({ unconfirmed }: DocumentFinding): string | undefined {
  return unconfirmed === undefined
    ? undefined
    : `not confirmed since ${unconfirmed.since.slice(0, 10)}: ${unconfirmed.why}`
}

/** What a unit is called. */
export function unitName(unit: string): string {
  return unit.startsWith('project/') ? unit.slice('project/'.length) : unit
}
