import type { Generated, GeneratedAlways } from 'kysely'
import type { Handle } from '../../database/index.ts'
import type { Conflict, ConflictKind, Unchecked } from './conflict.ts'

interface ConflictTable {
  number: GeneratedAlways<number>
  id: string
  kind: ConflictKind
  body: Conflict
  /** Ids of the projects that are parties. */
  projects: readonly string[]
  size: number
  first_seen: Generated<string>
  /** Null: it is still there. */
  ended_at: string | null
}

interface ConflictLookTable {
  one: Generated<boolean>
  /** Instant at which the data was read that was looked at last. */
  as_of: string
  unchecked: readonly Unchecked[]
}

/** A handle that knows this feature's tables. */
export const conflicts = (handle: Handle) =>
  handle.$extendTables<{ 'pmo.conflict': ConflictTable; 'pmo.conflict_look': ConflictLookTable }>()
