import type { Handle, Tx } from '../../database/index.ts'
import { people } from '../tables.ts'
import type { AccountKey } from './known-account.ts'
import type { Decision } from './match-persons.ts'

/** A decision with who made it and when, and whether it still holds. */
export interface KeptDecision extends Decision {
  readonly id: string
  readonly note?: string
  readonly by: string
  /** Instant. */
  readonly at: string
  readonly withdrawnBy?: string
  readonly withdrawnAt?: string
}

export interface NewDecision extends Decision {
  readonly note?: string
  readonly by: string
}

/** All decisions, the newest first. */
export async function keptPersonDecisions(handle: Handle): Promise<readonly KeptDecision[]> {
  const rows = await people(handle)
    .selectFrom('pmo.person_decision')
    .selectAll()
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: String(row.id),
    verdict: row.verdict,
    one: { connection: row.one_connection, ref: row.one_ref },
    other: { connection: row.other_connection, ref: row.other_ref },
    by: row.decided_by,
    at: row.decided_at,
    ...(row.note !== null && { note: row.note }),
    ...(row.withdrawn_by !== null && { withdrawnBy: row.withdrawn_by }),
    ...(row.withdrawn_at !== null && { withdrawnAt: row.withdrawn_at }),
  }))
}

/** Keeps a decision; those about the same two accounts that still held are withdrawn by it. */
export async function keepPersonDecision(
  tx: Tx,
  { verdict, one, other, note, by }: NewDecision,
): Promise<string> {
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const)
    await withdrawOf(tx, first, second, by)
  const { id } = await people(tx)
    .insertInto('pmo.person_decision')
    .values({
      verdict,
      one_connection: one.connection,
      one_ref: one.ref,
      other_connection: other.connection,
      other_ref: other.ref,
      note: note ?? null,
      decided_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return String(id)
}

/** Takes a decision back; false when there is none of that id that still holds. */
export async function withdrawPersonDecision(tx: Tx, id: string, by: string): Promise<boolean> {
  const row = await people(tx)
    .updateTable('pmo.person_decision')
    .set(({ fn }) => ({ withdrawn_by: by, withdrawn_at: fn<string>('now') }))
    .where('id', '=', Number(id))
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

async function withdrawOf(tx: Tx, one: AccountKey, other: AccountKey, by: string): Promise<void> {
  await people(tx)
    .updateTable('pmo.person_decision')
    .set(({ fn }) => ({ withdrawn_by: by, withdrawn_at: fn<string>('now') }))
    .where('one_connection', '=', one.connection)
    .where('one_ref', '=', one.ref)
    .where('other_connection', '=', other.connection)
    .where('other_ref', '=', other.ref)
    .where('withdrawn_at', 'is', null)
    .execute()
}
