import type { FactKind } from '../facts/index.ts'
import type { RecordKey } from './record-key.ts'

/**
 * What a check may say of a subject. `unknown` is also given by the host where something needed is missing,
 * and `error` only by the host, where the check itself failed. See {@link defineCheck}.
 */
export type CheckVerdict = 'pass' | 'fail' | 'not_applicable' | 'unknown'

/**
 * A record, and the field of it, that a verdict rests on. The host adds the value that stands there. See {@link cite}.
 */
export interface RecordEvidence {
  /** The record that shows it. */
  readonly record: RecordKey
  /** A field of the model, or `fields.<key>` for a custom field. The record may be without it: that is evidence too. */
  readonly field?: string
}

/**
 * A computed fact that a verdict rests on.
 *
 * @example
 * ```ts
 * const evidence: FactEvidence = { fact: 'schedule', project: 'web-shop', field: 'finish' }
 * ```
 */
export interface FactEvidence {
  /** Which computed fact. */
  readonly fact: FactKind
  /** Id of the project that it was computed for; absent: of the portfolio. */
  readonly project?: string
  /** Which one: id of the indicator, or of the person of a capacity. */
  readonly id?: string
  /** The item it says something about. */
  readonly item?: RecordKey
  /** The field of the fact, e.g. `totalFloat`. */
  readonly field?: string
}

/**
 * A project of the PMO, where no record can be pointed at: what is lacking is the evidence.
 *
 * @example
 * ```ts
 * const evidence: ProjectEvidence = { project: 'web-shop' } // it has no risk register, say
 * ```
 */
export interface ProjectEvidence {
  /** Id of the project. */
  readonly project: string
  /** Tells it from the evidence of a fact. */
  readonly fact?: never
}

/**
 * What a verdict rests on. The host refuses evidence that points at nothing (law C4). See {@link cite}.
 */
export type Evidence = RecordEvidence | FactEvidence | ProjectEvidence

/**
 * A change that would put things right: the fields of one record to set. `null` takes a field away.
 *
 * @example
 * ```ts
 * const patch: RecordPatch = {
 *   record: { connection: 'jira', kind: 'workItem', ref: '10012' },
 *   set: { due: null },
 * }
 * ```
 */
export interface RecordPatch {
  /** The record to change. */
  readonly record: RecordKey
  /** By name of the model's field; the values are JSON. */
  readonly set: Readonly<Record<string, unknown>>
}

/**
 * What to do about a finding.
 *
 * @example
 * ```ts
 * const action: CheckAction = { text: 'Move the due date, or close the item.' }
 * ```
 */
export interface CheckAction {
  /** One sentence for the person who owns the subject: "Move the due date, or close the item." */
  readonly text: string
  /** Where the remedy is known exactly. Law C6: once it is applied, the finding is gone. */
  readonly patch?: readonly RecordPatch[]
}

/**
 * The figure that a verdict was measured by, before rounding. Trends and scorecards are made of it.
 *
 * @example
 * ```ts
 * // 5 of 63 links have a negative lag, where none is allowed.
 * const figure: CheckFigure = { value: 5 / 63, unit: 'share', part: 5, whole: 63, limit: 0, within: 'at_most' }
 * ```
 */
export interface CheckFigure {
  /** The measured value, in `unit`. */
  readonly value: number
  /** `share` is 0 to 1; `days` are those of the calendar unless the check says otherwise. */
  readonly unit: 'share' | 'ratio' | 'count' | 'days' | 'working_days' | 'money'
  /** Numerator, where it is a quotient. */
  readonly part?: number
  /** Denominator, where it is a quotient. */
  readonly whole?: number
  /** What it was held against, a number of the same `unit`: a share, days and so on. */
  readonly limit?: number
  /** On which side of the limit it is good; the limit itself is good. */
  readonly within?: 'at_most' | 'at_least'
}

/** What a check says about one subject. See {@link defineCheck}. */
export interface CheckEvaluation {
  /** How it judges. */
  readonly verdict: CheckVerdict
  /** What it rests on; a `fail` needs at least one. Make it with {@link cite}. */
  readonly evidence: readonly Evidence[]
  /** One sentence with the figures in it: what is so, and what was expected. */
  readonly message: string
  /** What it was measured by, where there is a number. */
  readonly figure?: CheckFigure
  /** What to do about it, for a `fail`. */
  readonly action?: CheckAction
  /**
   * Tells apart several findings of one subject; must be stable, so never a position in a list. Not needed
   * where a subject has one evaluation.
   */
  readonly key?: string
}
