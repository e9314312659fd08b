import { evaluateCheck, type CheckReport, type CheckResult } from '@headless-pmo/engine'
import { contributionsOf, type AnyCheck, type PortfolioData } from '@headless-pmo/sdk'
import { PORTFOLIO_DAY } from '../../portfolio/known-day.ts'
import type { LawSubject } from '../subject.ts'

/** One check with what it is tried on. */
export interface CheckTrial {
  readonly check: AnyCheck
  readonly params: unknown
  readonly today: string
  /** Portfolios that the author has given, by what they show. */
  readonly examples: Readonly<Partial<Record<'fires' | 'silent', PortfolioData>>>
}

/** The checks of a plugin, each with what is known of it. */
export function trialsOf({ plugin, checks = {} }: LawSubject): readonly CheckTrial[] {
  return contributionsOf(plugin, 'check').map((check) => {
    const { params = {}, today = PORTFOLIO_DAY, fires, silent } = checks[check.id] ?? {}
    return {
      check,
      params,
      today,
      examples: { ...(fires !== undefined && { fires }), ...(silent !== undefined && { silent }) },
    }
  })
}

/** Runs the check of a trial, or one in its place, for its day or another. */
export function judge(
  { check, params, today }: CheckTrial,
  data: PortfolioData,
  instead: { readonly check?: AnyCheck; readonly today?: string } = {},
): CheckReport {
  return evaluateCheck(instead.check ?? check, data, { params, today: instead.today ?? today })
}

/** The same check, with something round each of its evaluations. */
export function wrapped(check: AnyCheck, round: (evaluate: () => unknown) => unknown): AnyCheck {
  const evaluate = (context: unknown): unknown => round(() => check.evaluate(context))
  // What comes back is what the check has answered.
  return { ...check, evaluate: evaluate as AnyCheck['evaluate'] }
}

/** A result in a line. */
export function lineOf({ subject, verdict, message }: CheckResult): string {
  return `${subjectOf(subject)}: ${verdict}, ${message}`
}

function subjectOf(subject: CheckResult['subject']): string {
  if (subject.grain === 'portfolio') return 'the portfolio'
  if (subject.grain === 'project') return `the project ${subject.project}`
  return `the item ${subject.record.ref}`
}
