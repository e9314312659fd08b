import { createHash } from 'node:crypto'
import { canonicalJson, type CheckResult } from '@headless-pmo/engine'
import { SEVERITIES } from './finding.ts'
import type { JudgingRule } from './judgement.ts'
import type { FindingBody } from './tables.ts'

/** A failure as it would be kept. */
export interface Draft {
  readonly id: string
  readonly key: string
  readonly rule: string
  readonly version: string
  readonly title: string
  readonly severity: number
  readonly body: FindingBody
  readonly owner_role: string | null
  readonly due_days: number | null
  readonly digest: string
}

/** The id of a finding, of its key: the same on every machine and in every run. Pure. */
export function findingId(key: string): string {
  return `f-${hash(key).slice(0, 16)}`
}

/** What is to be kept of a failure. Pure. */
export function draftOf({ rule, severity, owner, dueDays }: JudgingRule, result: CheckResult): Draft {
  const { key, subject, message, evidence, figure, action } = result
  const body: FindingBody = {
    subject,
    message,
    evidence,
    ...(figure !== undefined && { figure }),
    ...(action !== undefined && { action }),
  }
  const said = {
    rule: rule.id,
    version: result.version,
    title: rule.title,
    severity: SEVERITIES.indexOf(severity),
    body,
    owner_role: owner ?? null,
    due_days: dueDays ?? null,
  }
  return { id: findingId(key), key, ...said, digest: hash(canonicalJson(said)).slice(0, 32) }
}

/** The day a number of days after another one. */
export function dueDay(opened: string, days: number | null): string | null {
  return days === null ? null : Temporal.PlainDate.from(opened).add({ days }).toString()
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
