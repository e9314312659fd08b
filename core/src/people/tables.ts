import type { Generated } from 'kysely'
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

/** A handle that knows this feature's table. */
export const people = (handle: Handle) => handle.$extendTables<{ 'pmo.pseudonym': PseudonymTable }>()
