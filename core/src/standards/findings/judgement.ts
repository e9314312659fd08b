import type { CheckSeverity } from '@headless-pmo/sdk'
import type { CheckFault, CheckResult, CheckSubject } from '@headless-pmo/engine'

/** What of a rule in force its findings carry; an `EffectiveRule` is one. */
export interface JudgingRule {
  readonly rule: { readonly id: string; readonly version: string; readonly title: string }
  readonly severity: CheckSeverity
  /** `manager`, `sponsor`, `unit-head`, `assignee` or a name. */
  readonly owner?: string
  /** Days from the day it opens within which a finding is to be put right. */
  readonly dueDays?: number
}

/** How many subjects got each verdict. */
export interface JudgedCounts {
  readonly pass: number
  readonly fail: number
  readonly notApplicable: number
  readonly unknown: number
  readonly error: number
}

/** Subjects that could not be judged for one reason. */
export interface UndecidedSubjects {
  readonly verdict: 'unknown' | 'error'
  readonly fault?: CheckFault | 'limit' | 'unusable'
  readonly message: string
  readonly count: number
  readonly examples: readonly CheckSubject[]
}

/** What one rule said of a unit, as far as findings go; a `RuleOutcome` of a run is one. */
export interface JudgedOutcome {
  readonly counts: JudgedCounts
  /** Every failure; what was found before and is not among them is resolved, unless the rule could not judge. */
  readonly failures: readonly CheckResult[]
  readonly undecided: readonly UndecidedSubjects[]
  /** Marks of the keys of every result that is undecided: what was found of them before stays as it was. */
  readonly unjudged?: Float64Array
}

/** All that was judged of one unit in one run. */
export interface Judgement {
  /** The text of the unit: `project/<id>`, `unassigned` or `portfolio` (`unitKey` of a run). */
  readonly unit: string
  /** Instant of the run. */
  readonly at: string
  /** The day that was judged, `YYYY-MM-DD`. */
  readonly today: string
  /** Id of the run. */
  readonly run: string
  readonly judged: readonly { readonly rule: JudgingRule; readonly outcome: JudgedOutcome }[]
}

/** What a judgement has changed. */
export interface FindingDelta {
  readonly opened: number
  readonly seenAgain: number
  readonly resolved: number
  readonly reopened: number
  /** Of those opened or reopened: under a waiver from the start, so that they are `waived`. */
  readonly waived: number
}
