import type { Generated } from 'kysely'
import type { Handle } from '../database/index.ts'
import type { DefinitionKind, Management } from './definition.ts'

/** One row a version of an entry, never changed; the highest version is the current one. */
export interface DefinitionTable {
  kind: DefinitionKind
  id: string
  version: number
  managed: Management
  /** Null: this version says that the entry was removed. */
  body: Record<string, unknown> | null
  position: number
  /** Of the plugin's config, where the entry has one. */
  config_version: number | null
  changed_by: string
  changed_at: Generated<string>
  effective_from: Generated<string>
}

type DefinitionTables = { 'pmo.definition': DefinitionTable }

/** A handle that knows this feature's table. */
export const definitions = (handle: Handle) => handle.$extendTables<DefinitionTables>()
