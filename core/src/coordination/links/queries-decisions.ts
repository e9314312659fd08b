import type { Dependency } from '@headless-pmo/sdk'
import type { Handle, Tx } from '../../database/index.ts'
import { links } from './tables.ts'

/** What somebody says of a found link. */
export interface NewFoundDecision {
  /** Number of the found link. */
  readonly found: number
  readonly verdict: 'confirmed' | 'rejected'
  /** Where the words mean another type of link than they say. */
  readonly type?: Dependency['type']
  /** It leads the other way than the words say. */
  readonly reversed?: boolean
  /** Core's id of the item that is meant. */
  readonly target?: number
  readonly note?: string
  readonly by: string
}

/** A decision with whether it still holds. */
export interface KeptFoundDecision {
  readonly verdict: 'confirmed' | 'rejected'
  readonly type?: Dependency['type']
  readonly reversed: boolean
  readonly note?: string
  readonly by: string
  /** Instants. */
  readonly at: string
  readonly withdrawnBy?: string
  readonly withdrawnAt?: string
}

/** Keeps a decision; one that held before is withdrawn by it. */
export async function keepDecision(tx: Tx, decision: NewFoundDecision): Promise<void> {
  const { found, verdict, type, reversed, target, note, by } = decision
  // Locks the link, so that of two who decide at once one comes second.
  await links(tx).selectFrom('pmo.found_link').select('id').where('id', '=', found).forUpdate().execute()
  await withdrawDecision(tx, found, by)
  await links(tx)
    .insertInto('pmo.found_link_decision')
    .values({
      found_link: found,
      verdict,
      type: type ?? null,
      reversed: reversed ?? false,
      target_id: target ?? null,
      note: note ?? null,
      decided_by: by,
    })
    .execute()
}

/** Takes the decision back that holds; false where none does. */
export async function withdrawDecision(tx: Tx, found: number, by: string): Promise<boolean> {
  const row = await links(tx)
    .updateTable('pmo.found_link_decision')
    .set(({ fn }) => ({ withdrawn_by: by, withdrawn_at: fn<string>('now') }))
    .where('found_link', '=', found)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Everything that was ever decided of a found link, the newest first. */
export async function decisionsOf(handle: Handle, found: number): Promise<KeptFoundDecision[]> {
  const rows = await links(handle)
    .selectFrom('pmo.found_link_decision')
    .selectAll()
    .where('found_link', '=', found)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    verdict: row.verdict,
    reversed: row.reversed,
    by: row.decided_by,
    at: row.decided_at,
    ...(row.type !== null && { type: row.type }),
    ...(row.note !== null && { note: row.note }),
    ...(row.withdrawn_by !== null && { withdrawnBy: row.withdrawn_by }),
    ...(row.withdrawn_at !== null && { withdrawnAt: row.withdrawn_at }),
  }))
}
