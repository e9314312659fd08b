import type { Handle, Tx } from '../../database/index.ts'
import { jsonb } from '../../database/index.ts'
import type { KeptLink } from './kept-link.ts'
import type { LinkEnd } from './link-end.ts'
import { links } from './tables.ts'

/** A link that somebody stated, with what became of it. */
export interface StatedLink extends KeptLink {
  readonly origin: 'stated'
  readonly withdrawnBy?: string
  /** Instant. */
  readonly withdrawnAt?: string
  readonly withdrawnNote?: string
}

export type NewStatedLink = Pick<KeptLink, 'from' | 'to' | 'type' | 'lag' | 'note' | 'by'>

/** Keeps a link. @returns its number */
export async function insertStated(tx: Tx, link: NewStatedLink): Promise<number> {
  const [from, to] = [columnsOf(link.from), columnsOf(link.to)]
  const { id } = await links(tx)
    .insertInto('pmo.stated_link')
    .values({
      from_kind: from.kind,
      from_connection: from.connection,
      from_ref: from.ref,
      to_kind: to.kind,
      to_connection: to.connection,
      to_ref: to.ref,
      type: link.type,
      lag: link.lag === undefined ? null : jsonb(link.lag),
      note: link.note ?? null,
      stated_by: link.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes a link back; false when there is none of that number that still holds. */
export async function withdrawStated(
  tx: Tx,
  id: number,
  { by, note }: { readonly by: string; readonly note?: string },
): Promise<boolean> {
  const row = await links(tx)
    .updateTable('pmo.stated_link')
    .set(({ fn }) => ({
      withdrawn_by: by,
      withdrawn_at: fn<string>('now'),
      withdrawn_note: note ?? null,
    }))
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Stated links in the order in which they were stated. `holding`: those that were not withdrawn; `at`: those that held at
 * an instant.
 */
export async function statedLinks(
  handle: Handle,
  filter: {
    readonly holding?: boolean
    readonly at?: string
    readonly id?: number
    readonly after?: number
    readonly limit?: number
  } = {},
): Promise<StatedLink[]> {
  const { holding, at, id, after, limit } = filter
  let query = links(handle).selectFrom('pmo.stated_link').selectAll().orderBy('id')
  if (holding !== undefined) query = query.where('withdrawn_at', holding ? 'is' : 'is not', null)
  if (at !== undefined) {
    query = query
      .where('stated_at', '<=', at)
      .where((by) => by.or([by('withdrawn_at', 'is', null), by('withdrawn_at', '>', at)]))
  }
  if (id !== undefined) query = query.where('id', '=', id)
  if (after !== undefined) query = query.where('id', '>', after)
  if (limit !== undefined) query = query.limit(limit)
  return (await query.execute()).map((row) => ({
    id: `stated:${row.id}`,
    origin: 'stated',
    from: endOf(row.from_kind, row.from_connection, row.from_ref),
    to: endOf(row.to_kind, row.to_connection, row.to_ref),
    type: row.type,
    by: row.stated_by,
    at: row.stated_at,
    ...(row.lag !== null && { lag: row.lag }),
    ...(row.note !== null && { note: row.note }),
    ...(row.withdrawn_by !== null && { withdrawnBy: row.withdrawn_by }),
    ...(row.withdrawn_at !== null && { withdrawnAt: row.withdrawn_at }),
    ...(row.withdrawn_note !== null && { withdrawnNote: row.withdrawn_note }),
  }))
}

function columnsOf(end: LinkEnd) {
  return end.kind === 'project'
    ? { kind: end.kind, connection: null, ref: end.project }
    : { kind: end.kind, connection: end.connection, ref: end.ref }
}

function endOf(kind: LinkEnd['kind'], connection: string | null, ref: string): LinkEnd {
  // The table lets a project alone be without a connection.
  return kind === 'project' || connection === null
    ? { kind: 'project', project: ref }
    : { kind, connection, ref }
}
