import type { Generated } from 'kysely'
import type { Handle } from '../database/index.ts'
import type { RegisterVersion } from './register/entry.ts'
import type { RegisterBody } from './register/bodies.ts'
import type { RegisterKind } from './register/register-kind.ts'

/** One row an entry, as it stands. */
export interface RegisterEntryTable {
  id: string
  kind: RegisterKind
  project: string | null
  body: RegisterBody
  version: number
  added_at: Generated<string>
  changed_by: string
  changed_at: Generated<string>
  /** Why it was withdrawn; null: it is live. */
  withdrawn: string | null
}

/** One row a version, never changed. */
export interface RegisterVersionTable {
  id: string
  version: number
  what: RegisterVersion['what']
  project: string | null
  body: RegisterBody
  reason: string | null
  changed_by: string
  changed_at: Generated<string>
}

/** One row a tolerance that a rule finds breached now, with the review that the breach opened. */
export interface TripwireTable {
  rule: string
  project: string
  tolerance: string
  review: string
  since: Generated<string>
}

type GovernanceTables = {
  'pmo.register_entry': RegisterEntryTable
  'pmo.register_version': RegisterVersionTable
  'pmo.tripwire': TripwireTable
}

/** A handle that knows this feature's tables. */
export const governance = (handle: Handle) => handle.$extendTables<GovernanceTables>()
