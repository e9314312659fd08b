import type { CheckFigure, CheckSeverity } from '@headless-pmo/sdk'
import type { CheckFault, CheckResult, CheckSubject } from '@headless-pmo/engine'
import type { Unit } from './unit.ts'

/** How many subjects got each verdict (law 9). */
export interface VerdictCounts {
  readonly pass: number
  readonly fail: number
  readonly notApplicable: number
  readonly unknown: number
  readonly error: number
}

/** Subjects that could not be judged, for one reason: a million items without a date are one sentence. */
export interface Undecided {
  readonly verdict: 'unknown' | 'error'
  /** With `error`: in which way the rule failed. `limit`: it took too long or too much memory. */
  readonly fault?: CheckFault | 'limit' | 'unusable'
  /** Why, as a sentence. */
  readonly message: string
  readonly count: number
  /** Some of them, up to 20, in the order of their keys. */
  readonly examples: readonly CheckSubject[]
}

/** What one rule said of one unit. */
export interface RuleOutcome {
  /** Id of the rule. */
  readonly rule: string
  /** Version that judged. */
  readonly version: string
  /** What the rule was and how it was set; other settings, another text. */
  readonly fingerprint: string
  readonly unit: Unit
  /** How bad a failure is, as it is set for the unit. */
  readonly severity: CheckSeverity
  readonly counts: VerdictCounts
  /** The figure of a rule that judges the unit as a whole. */
  readonly figure?: CheckFigure
  /** What it said of the unit as a whole, or why it could say nothing. */
  readonly message?: string
  /** Every failure, in the order of the keys. */
  readonly failures: readonly CheckResult[]
  readonly undecided: readonly Undecided[]
  /**
   * Marks of the keys of every result that is undecided (`keyMarks`): what was found of those subjects before is neither put
   * right nor found again. Where it is absent and there are more than the examples, that goes for all that the rule found.
   */
  readonly unjudged?: Float64Array
}
