import type { CheckSeverity } from '@headless-pmo/sdk'
import type { ScorecardSettings } from '../../config/index.ts'
import type { VerdictCounts } from '../run/index.ts'
import { isMeant, LADDER, LEAST_SHARE, type Level } from './ladder.ts'

/** What a rule said of a project. */
export interface ScoredRule {
  readonly rule: string
  readonly title?: string
  readonly severity?: CheckSeverity
  readonly counts: VerdictCounts
  /** Findings of it that somebody has accepted for a time; they are among the failures. */
  readonly waived: number
}

/** A rule with what it brings into the score. */
export interface RuleScore extends ScoredRule {
  readonly weight: number
  /** Passes ÷ (passes, failures, unknown and errors), 0 to 1; absent: it has nothing to judge here. */
  readonly share?: number
}

/** Where a project stands with one step of the ladder. */
export interface LevelState {
  /** From 1. */
  readonly number: number
  readonly name: string
  /** `unknown`: none of its rules has judged anything of the project. */
  readonly state: 'reached' | 'missed' | 'unknown'
  /** What is missing, each a sentence; empty where it is reached. */
  readonly missing: readonly string[]
}

/** How far a project keeps the standards. */
export interface Scorecard {
  /** The highest level that is reached with all below it; 0: none. */
  readonly level: number
  readonly levelName?: string
  readonly levels: readonly LevelState[]
  /** 0 to 1: the mean of the rules' shares by their weights; absent: nothing was judged. */
  readonly score?: number
  readonly totals: VerdictCounts & { readonly waived: number }
  readonly rules: readonly RuleScore[]
}

const SEVERITY_WEIGHT: Readonly<Record<CheckSeverity, number>> = { error: 3, warning: 1, info: 0.5 }

/**
 * The scorecard of a project. What is unknown, or could not be judged, never counts as a pass; nor does a failure that was waived: it is
 * told beside. Pure.
 *
 * @param rules what each rule that is in force said of the project
 */
export function scorecardOf(rules: readonly ScoredRule[], settings: ScorecardSettings = {}): Scorecard {
  const scored = rules.map((rule): RuleScore => {
    const share = shareOf(rule.counts)
    return { ...rule, weight: weightOf(rule, settings), ...(share !== undefined && { share }) }
  })
  const levels = (settings.levels ?? LADDER).map((level, index) => levelState(level, index + 1, scored))
  const missed = levels.findIndex(({ state }) => state !== 'reached')
  const level = missed < 0 ? levels.length : missed
  const levelName = levels[level - 1]?.name
  const told = scored.filter(({ share, weight }) => share !== undefined && weight > 0)
  const weight = told.reduce((sum, one) => sum + one.weight, 0)
  const points = told.reduce((sum, one) => sum + one.weight * (one.share ?? 0), 0)
  return {
    level,
    ...(levelName !== undefined && { levelName }),
    levels,
    ...(weight > 0 && { score: points / weight }),
    totals: totalsOf(rules),
    rules: scored,
  }
}

/** Share of what a rule judged that passes; undefined: it had nothing to judge. */
export function shareOf({ pass, fail, unknown, error }: VerdictCounts): number | undefined {
  const judged = pass + fail + unknown + error
  return judged === 0 ? undefined : pass / judged
}

function weightOf({ rule, severity }: ScoredRule, { weights = {} }: ScorecardSettings): number {
  const own = weights[rule]
  if (own !== undefined) return own
  // Of several families the one that says most.
  const families = Object.keys(weights).filter((pattern) => isMeant(rule, pattern))
  const nearest = families.toSorted((a, b) => b.length - a.length)[0]
  if (nearest !== undefined) return weights[nearest] ?? 1
  return SEVERITY_WEIGHT[severity ?? 'warning']
}

function levelState({ name, needs }: Level, number: number, rules: readonly RuleScore[]): LevelState {
  const asked = needs.flatMap(({ rules: patterns, share = LEAST_SHARE }) =>
    rules
      .filter(({ rule }) => patterns.some((pattern) => isMeant(rule, pattern)))
      .map((rule) => ({ rule, least: share })),
  )
  const judged = asked.filter(({ rule }) => rule.share !== undefined)
  if (judged.length === 0) {
    const why =
      asked.length === 0
        ? 'None of its rules is in force for the project; add their plugins to `plugins`.'
        : 'None of its rules has anything to judge in the project.'
    return { number, name, state: 'unknown', missing: [why] }
  }
  const missing = judged
    .filter(({ rule, least }) => (rule.share ?? 0) < least)
    .map(({ rule, least }) => missingText(rule, least))
  return { number, name, state: missing.length === 0 ? 'reached' : 'missed', missing }
}

function missingText({ rule, title, counts, waived }: RuleScore, least: number): string {
  const { pass, fail, unknown, error } = counts
  const doubt = unknown + error
  const parts = [
    ...(fail > 0 ? [`${fail} fail${waived > 0 ? ` (${waived} waived)` : ''}`] : []),
    ...(doubt > 0 ? [`${doubt} could not be judged`] : []),
  ]
  const told = title === undefined ? rule : `${rule} (${title})`
  return `${told}: ${pass} of ${pass + fail + doubt} pass, ${percent(least)} have to; ${parts.join(', ')}.`
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`

function totalsOf(rules: readonly ScoredRule[]): Scorecard['totals'] {
  const sum = (value: (one: ScoredRule) => number): number => rules.reduce((all, one) => all + value(one), 0)
  return {
    pass: sum(({ counts }) => counts.pass),
    fail: sum(({ counts }) => counts.fail),
    notApplicable: sum(({ counts }) => counts.notApplicable),
    unknown: sum(({ counts }) => counts.unknown),
    error: sum(({ counts }) => counts.error),
    waived: sum(({ waived }) => waived),
  }
}
