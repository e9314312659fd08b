import { findingKey, type CheckResult, type CheckSubject } from '@headless-pmo/engine'
import type { JudgedOutcome, Judgement, JudgingRule } from '../judgement.ts'

/** A rule in force. */
export function sampleRule(id = 'agile.stale', more: Partial<JudgingRule> = {}): JudgingRule {
  return {
    rule: { id, version: '1.0.0', title: 'Work in progress moves' },
    severity: 'warning',
    owner: 'manager',
    dueDays: 14,
    ...more,
  }
}

/** An item as a subject. */
export function sampleItem(ref: string): CheckSubject {
  return { grain: 'item', record: { connection: 'desk', kind: 'workItem', ref } }
}

/** A failure of a rule about an item. */
export function sampleFailure(rule: string, ref: string, more: Partial<CheckResult> = {}): CheckResult {
  const subject = sampleItem(ref)
  return {
    check: rule,
    version: '1.0.0',
    subject,
    key: findingKey(rule, subject),
    verdict: 'fail',
    message: `${ref} has not moved for 20 days; 14 are allowed.`,
    evidence: [
      { record: { connection: 'desk', kind: 'workItem', ref }, field: 'updatedAt', value: '2026-03-01' },
    ],
    ...more,
  }
}

/** What a rule said: failures of these items, and the rest passes. */
export function sampleOutcome(
  rule: string,
  failing: readonly (string | CheckResult)[],
  more: Partial<JudgedOutcome> = {},
): JudgedOutcome {
  const failures = failing.map((one) => (typeof one === 'string' ? sampleFailure(rule, one) : one))
  return {
    counts: { pass: 10, fail: failures.length, notApplicable: 3, unknown: 0, error: 0 },
    failures,
    undecided: [],
    ...more,
  }
}

/** A judgement of one unit by one rule on a day. */
export function sampleJudgement(
  day: string,
  failing: readonly (string | CheckResult)[],
  more: {
    readonly unit?: string
    readonly run?: string
    readonly rule?: JudgingRule
    readonly outcome?: Partial<JudgedOutcome>
  } = {},
): Judgement {
  const { unit = 'project/docks', run = `run of ${day}`, rule = sampleRule(), outcome } = more
  return {
    unit,
    at: `${day}T02:00:00Z`,
    today: day,
    run,
    judged: [{ rule, outcome: sampleOutcome(rule.rule.id, failing, outcome) }],
  }
}
