import type { Generated } from 'kysely'
import type { Handle } from '../database/index.ts'
import type { DecisionKind } from './plugin-decision.ts'

/** One decision of a person about a plugin; the newest of a plugin counts. */
export interface PluginDecisionTable {
  position: Generated<number>
  plugin: string
  decision: DecisionKind
  decided_by: string
  decided_at: Generated<string>
  reason: string | null
  source: string
}

type RegistryTables = { 'pmo.plugin_decision': PluginDecisionTable }

/** A handle that knows this feature's table. */
export const registryTables = (handle: Handle) => handle.$extendTables<RegistryTables>()
