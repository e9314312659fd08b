import { jsonb, type Handle, type Tx } from '../../database/index.ts'
import { people, type ImportedChange } from '../tables.ts'

/** A mapping that was imported. */
export interface KeptImport {
  readonly id: string
  /** Name of the file, for people. */
  readonly source: string
  readonly note?: string
  /** Lines that were taken. */
  readonly lines: number
  readonly changes: readonly ImportedChange[]
  readonly by: string
  /** Instant. */
  readonly at: string
  readonly revertedBy?: string
  readonly revertedAt?: string
}

/** All imports, the newest first; or one. */
export async function keptImports(handle: Handle, id?: string): Promise<readonly KeptImport[]> {
  let query = people(handle).selectFrom('pmo.person_import').selectAll().orderBy('id', 'desc')
  if (id !== undefined) query = query.where('id', '=', Number(id))
  return (await query.execute()).map((row) => ({
    id: String(row.id),
    source: row.source,
    lines: row.lines,
    changes: row.changes,
    by: row.imported_by,
    at: row.imported_at,
    ...(row.note !== null && { note: row.note }),
    ...(row.reverted_by !== null && { revertedBy: row.reverted_by }),
    ...(row.reverted_at !== null && { revertedAt: row.reverted_at }),
  }))
}

/** Keeps what an import did. */
export async function keepImport(
  tx: Tx,
  { source, note, lines, changes, by }: Pick<KeptImport, 'source' | 'note' | 'lines' | 'changes' | 'by'>,
): Promise<string> {
  const { id } = await people(tx)
    .insertInto('pmo.person_import')
    .values({ source, note: note ?? null, lines, changes: jsonb([...changes]), imported_by: by })
    .returning('id')
    .executeTakeFirstOrThrow()
  return String(id)
}

/** Notes that an import was taken back; false when it was already. */
export async function markReverted(tx: Tx, id: string, by: string): Promise<boolean> {
  const row = await people(tx)
    .updateTable('pmo.person_import')
    .set(({ fn }) => ({ reverted_by: by, reverted_at: fn<string>('now') }))
    .where('id', '=', Number(id))
    .where('reverted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
