import { sql } from 'kysely'
import type { Handle, Tx } from '../../database/index.ts'
import { governance } from '../tables.ts'

/** Tolerances of a project that a rule has found breached and not yet kept again. */
export async function trippedBefore(
  handle: Handle,
  { rule, project }: { readonly rule: string; readonly project: string },
): Promise<ReadonlySet<string>> {
  const rows = await governance(handle)
    .selectFrom('pmo.tripwire')
    .select('tolerance')
    .where('rule', '=', rule)
    .where('project', '=', project)
    .execute()
  return new Set(rows.map(({ tolerance }) => tolerance))
}

/** Notes that a tolerance is breached since an instant, with its review. */
export async function noteTripped(
  tx: Tx,
  row: {
    readonly rule: string
    readonly project: string
    readonly tolerance: string
    readonly review: string
    readonly since: string
  },
): Promise<void> {
  await governance(tx).insertInto('pmo.tripwire').values(row).execute()
}

/** Notes that tolerances are kept again. */
export async function noteKept(
  tx: Tx,
  of: { readonly rule: string; readonly project: string; readonly tolerances: readonly string[] },
): Promise<void> {
  if (of.tolerances.length === 0) return
  await governance(tx)
    .deleteFrom('pmo.tripwire')
    .where('rule', '=', of.rule)
    .where('project', '=', of.project)
    .where('tolerance', 'in', [...of.tolerances])
    .execute()
}

/** The open review of a tolerance of a project, by its id. */
export async function openReviewOf(
  handle: Handle,
  project: string,
  tolerance: string,
): Promise<string | undefined> {
  const row = await governance(handle)
    .selectFrom('pmo.register_entry')
    .select('id')
    .where('kind', '=', 'review')
    .where('project', '=', project)
    .where('withdrawn', 'is', null)
    .where(sql<string>`body ->> 'tripwire'`, '=', tolerance)
    .where(sql<string>`body ->> 'closed'`, 'is', null)
    .executeTakeFirst()
  return row?.id
}

/** Rules that have found a tolerance breached which is not kept again. */
export async function rulesWithTrips(handle: Handle): Promise<readonly string[]> {
  const rows = await governance(handle).selectFrom('pmo.tripwire').select('rule').distinct().execute()
  return rows.map(({ rule }) => rule)
}
