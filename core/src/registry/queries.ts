import type { Selectable } from 'kysely'
import type { Handle, Tx } from '../database/index.ts'
import type { PluginDecision } from './plugin-decision.ts'
import { registryTables, type PluginDecisionTable } from './tables.ts'

/** Decisions that are shown of one plugin. */
const MOST_SHOWN = 50

function decisionOf(row: Selectable<PluginDecisionTable>): PluginDecision {
  const { plugin, decision, decided_by, decided_at, reason, source } = row
  return {
    plugin,
    decision,
    by: decided_by,
    at: decided_at,
    source,
    ...(reason !== null && { reason }),
  }
}

/** The newest decision about each plugin. */
export async function newestDecisions(handle: Handle): Promise<PluginDecision[]> {
  const rows = await registryTables(handle)
    .selectFrom('pmo.plugin_decision')
    .distinctOn('plugin')
    .selectAll()
    .orderBy('plugin')
    .orderBy('position', 'desc')
    .execute()
  return rows.map(decisionOf)
}

/** What was decided about one plugin, newest first. */
export async function decisionsOf(handle: Handle, plugin: string): Promise<PluginDecision[]> {
  const rows = await registryTables(handle)
    .selectFrom('pmo.plugin_decision')
    .selectAll()
    .where('plugin', '=', plugin)
    .orderBy('position', 'desc')
    .limit(MOST_SHOWN)
    .execute()
  return rows.map(decisionOf)
}

/** Keeps a decision. */
export async function addDecision(tx: Tx, decision: Omit<PluginDecision, 'at'>): Promise<PluginDecision> {
  const { by, reason, ...rest } = decision
  const row = await registryTables(tx)
    .insertInto('pmo.plugin_decision')
    .values({ ...rest, decided_by: by, reason: reason ?? null })
    .returningAll()
    .executeTakeFirstOrThrow()
  return decisionOf(row)
}
