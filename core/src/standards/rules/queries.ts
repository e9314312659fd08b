import { PmoError } from '../../config/index.ts'
import { jsonb, sqlState, type Handle, type Tx } from '../../database/index.ts'
import { sql, type Selectable } from 'kysely'
import type { RuleVersion } from './rule-version.ts'
import { ruleVersions, type RuleEntryKind, type RuleVersionTable } from './tables.ts'

/** `unique_violation` */
const UNIQUE_VIOLATION = '23505'

function versionOf(row: Selectable<RuleVersionTable>): RuleVersion {
  const { kind, rule, version, managed, body, state, reason, decision } = row
  return {
    kind,
    rule,
    version,
    managed,
    ...(body !== null && { body }),
    state,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    ...(reason !== null && { reason }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(decision !== null && { decision }),
    effectiveFrom: row.effective_from,
  }
}

/** Versions, the newest first: of one rule, those that wait, or all. */
export async function readVersions(
  handle: Handle,
  filter: { readonly rule?: string; readonly state?: RuleVersion['state'] } = {},
): Promise<readonly RuleVersion[]> {
  const { rule, state } = filter
  const rows = await ruleVersions(handle)
    .selectFrom('pmo.rule_version')
    .selectAll()
    .$if(rule !== undefined, (query) => query.where('rule', '=', rule ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'waiting'))
    .orderBy('number', 'desc')
    .execute()
  return rows.map(versionOf)
}

/** Adds a version. Two writers of the same version cannot both succeed. @throws PmoError `conflict` */
export async function addRuleVersion(tx: Tx, version: RuleVersion): Promise<void> {
  try {
    await ruleVersions(tx)
      .insertInto('pmo.rule_version')
      .values({
        kind: version.kind,
        rule: version.rule,
        version: version.version,
        managed: version.managed,
        body: version.body === undefined ? sql`null` : jsonb({ ...version.body }),
        state: version.state,
        requested_by: version.requestedBy,
        requested_at: version.requestedAt,
        reason: version.reason ?? null,
        decided_by: version.decidedBy ?? null,
        decided_at: version.decidedAt ?? null,
        decision: version.decision ?? null,
        effective_from: version.effectiveFrom,
      })
      .execute()
  } catch (cause) {
    if (sqlState(cause) !== UNIQUE_VIOLATION) throw cause
    throw new PmoError(
      'conflict',
      `The rule "${version.rule}" was changed by somebody else meanwhile; look at it again, then repeat the change.`,
      { cause },
    )
  }
}

/** Approves or rejects a version that waits. @returns whether it still waited */
export async function decideVersion(
  tx: Tx,
  of: { readonly kind: RuleEntryKind; readonly rule: string; readonly version: number },
  decided: {
    readonly state: 'approved' | 'rejected'
    readonly by: string
    readonly at: string
    readonly why?: string
    readonly effectiveFrom: string
  },
): Promise<boolean> {
  const { numUpdatedRows } = await ruleVersions(tx)
    .updateTable('pmo.rule_version')
    .set({
      state: decided.state,
      decided_by: decided.by,
      decided_at: decided.at,
      decision: decided.why ?? null,
      effective_from: decided.effectiveFrom,
    })
    .where('kind', '=', of.kind)
    .where('rule', '=', of.rule)
    .where('version', '=', of.version)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
