import type { GeneratedAlways } from 'kysely'
import type { Handle } from '../../database/index.ts'

/** What is kept in versions: a rule of the house, or how a rule is set. */
export type RuleEntryKind = 'house' | 'setting'

/** Where a version stands: only an approved one can come into force. */
export type RuleVersionState = 'waiting' | 'approved' | 'rejected'

/** One version of a rule of the house or of a setting; only its approval is ever written to it afterwards. */
export interface RuleVersionTable {
  number: GeneratedAlways<number>
  kind: RuleEntryKind
  /** Id of the rule. */
  rule: string
  version: number
  managed: 'file' | 'api'
  /** Null: from then on there is none. */
  body: Record<string, unknown> | null
  state: RuleVersionState
  requested_by: string
  requested_at: string
  reason: string | null
  /** Null: nobody had to. */
  decided_by: string | null
  decided_at: string | null
  decision: string | null
  /** Calendar day from which it is in force, where it is approved. */
  effective_from: string
}

/** A handle that knows this feature's table. */
export const ruleVersions = (handle: Handle) =>
  handle.$extendTables<{ 'pmo.rule_version': RuleVersionTable }>()
