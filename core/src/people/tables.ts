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

export interface PersonImportTable {
  id: GeneratedAlways<number>
  source: string
  note: string | null
  lines: number
  changes: ImportedChange[]
  imported_by: string
  imported_at: Generated<string>
  reverted_by: string | null
  reverted_at: string | null
}

/** What an import did to one person. */
export interface ImportedChange {
  readonly id: string
  /** What the entry said before; absent: there was none. */
  readonly before?: Readonly<Record<string, unknown>>
  /** What the import made it say. */
  readonly after: Readonly<Record<string, unknown>>
  /** Lines of the mapping that said so. */
  readonly lines: readonly number[]
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
  handle.$extendTables<{
    'pmo.pseudonym': PseudonymTable
    'pmo.person_decision': PersonDecisionTable
    'pmo.person_import': PersonImportTable
  }>()
