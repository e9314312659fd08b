import type { CheckAction, CheckFigure } from '@headless-pmo/sdk'
import type { CheckSubject, CitedEvidence } from '@headless-pmo/engine'
import type { Generated, GeneratedAlways } from 'kysely'
import type { Handle } from '../../database/index.ts'
import type { FindingEventType, FindingState } from './finding.ts'
import type { UndecidedSubjects } from './judgement.ts'
import type { WaiverState } from './waiver.ts'

/** What was said of a subject, as it is stored. */
export interface FindingBody {
  readonly subject: CheckSubject
  readonly message: string
  readonly evidence: readonly CitedEvidence[]
  readonly figure?: CheckFigure
  readonly action?: CheckAction
}

export interface FindingTable {
  number: GeneratedAlways<number>
  id: string
  key: string
  rule: string
  version: string
  title: string
  /** Place in `SEVERITIES`: 0 is the worst. */
  severity: number
  unit: string
  project: string | null
  state: FindingState
  /** Of all that a rule says and sets; another one means that the row is to be written. */
  digest: string
  body: FindingBody
  owner_role: string | null
  due_days: number | null
  /** Calendar days. */
  due: string | null
  opened_day: string
  first_seen: string
  /** Of the last time that it opened. */
  opened_at: string
  since: string
  reopened: Generated<number>
  waiver: string | null
  /** Run that resolved it. */
  resolved_run: string | null
  /** Since when it could not be looked for again, and why. */
  doubted_since: string | null
  doubt: string | null
}

interface FindingEventTable {
  number: GeneratedAlways<number>
  finding: string
  type: FindingEventType
  at: string
  by: string
  version: string
  message: string
  waiver: string | null
}

interface FindingNewsTable {
  one: Generated<boolean>
  /** Number of the last event that was told of. */
  told: number
  /** Of a waiver. */
  waivers: number
}

export interface JudgedTable {
  unit: string
  rule: string
  project: string | null
  version: string
  at: string
  today: string
  run: string
  pass: number
  fail: number
  not_applicable: number
  unknown: number
  error: number
  undecided: readonly UndecidedSubjects[]
}

export interface WaiverTable {
  number: GeneratedAlways<number>
  id: string
  finding: string | null
  rule: string
  project: string | null
  reason: string
  risk: string
  until: string
  recurring: boolean
  state: WaiverState
  requested_by: string
  requested_at: string
  decided_by: string | null
  decided_at: string | null
  note: string | null
}

interface WaiverEventTable {
  number: GeneratedAlways<number>
  waiver: string
  state: WaiverState
  at: string
  by: string
  note: string | null
}

/** A handle that knows this feature's tables. */
export const findings = (handle: Handle) =>
  handle.$extendTables<{
    'pmo.finding': FindingTable
    'pmo.finding_event': FindingEventTable
    'pmo.finding_news': FindingNewsTable
    'pmo.judged': JudgedTable
    'pmo.waiver': WaiverTable
    'pmo.waiver_event': WaiverEventTable
  }>()
