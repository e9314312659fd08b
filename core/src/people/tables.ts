import type { Generated, GeneratedAlways } from 'kysely'
import type { Handle } from '../database/index.ts'

export interface PseudonymTable {
  connection: string
  /** Ref of the account. */
  account: string
  pseudonym: string
  /** The same for all accounts of a connection. */
  salt: string
  digests: string[]
  decided_by: string
  decided_at: Generated<string>
}

export interface PersonDecisionTable {
  id: GeneratedAlways<number>
  verdict: 'same' | 'apart'
  one_connection: string
  one_ref: string
  other_connection: string
  other_ref: string
  note: string | null
  decided_by: string
  decided_at: Generated<string>
  withdrawn_by: string | null
  withdrawn_at: string | null
}

/** A handle that knows this feature's tables. */
export const people = (handle: Handle) =>
  handle.$extendTables<{ 'pmo.pseudonym': PseudonymTable; 'pmo.person_decision': PersonDecisionTable }>()
