import type { CheckFigure, CheckSeverity } from '@headless-pmo/sdk'
import type { Generated, GeneratedAlways } from 'kysely'
import type { Handle } from '../../database/index.ts'
import type { CheckRun, CheckScope, CheckTrigger } from './check-run.ts'
import type { Undecided, VerdictCounts } from './rule-outcome.ts'

interface CheckRunTable {
  number: GeneratedAlways<number>
  id: string
  trigger: CheckTrigger
  scope: CheckScope
  state: Generated<CheckRun['state']>
  reason: string | null
  /** Who runs it: a run whose holder is gone was cut off. */
  holder: string | null
  started_at: Generated<string>
  finished_at: string | null
  today: string
  units: Generated<number>
  rules: Generated<number>
  counts: Generated<Partial<VerdictCounts>>
  findings: Generated<Partial<CheckRun['findings']>>
}

interface CheckUnitTable {
  unit: string
  /** Up to where the change feed had been read when its data was taken. */
  xid: string
  seq: number
  today: string
  /** Which rules judged it, with which settings. */
  rules: string
  /** What was computed of it. */
  facts: string
  judged_at: string
  run: string
}

interface Judged {
  rule: string
  unit: string
  pass: number
  fail: number
  not_applicable: number
  unknown: number
  error: number
  figure: CheckFigure | null
  run: string
}

interface RuleResultTable extends Judged {
  project: string | null
  version: string
  fingerprint: string
  severity: CheckSeverity
  message: string | null
  undecided: readonly Undecided[]
  /** Since when it says so. */
  since: string
}

interface RuleHistoryTable extends Judged {
  number: GeneratedAlways<number>
  version: string | null
  fingerprint: string | null
  /** false: from here on the rule does not judge the unit. */
  in_force: Generated<boolean>
  at: string
  today: string
}

/** A handle that knows this feature's tables. */
export const runs = (handle: Handle) =>
  handle.$extendTables<{
    'pmo.check_run': CheckRunTable
    'pmo.check_unit': CheckUnitTable
    'pmo.rule_result': RuleResultTable
    'pmo.rule_history': RuleHistoryTable
  }>()
