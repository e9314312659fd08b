import { sql, type Selectable } from 'kysely'
import { PmoError } from '../../config/index.ts'
import { jsonb, keyset, pageOfKeyset, type Handle, type KeysetOrders, type Tx } from '../../database/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
import { governance, type RegisterEntryTable } from '../tables.ts'
import type { RegisterBody } from './bodies.ts'
import type { NewEntry, RegisterEntry, RegisterVersion } from './entry.ts'
import { aKind, ID_PREFIXES, type RegisterKind } from './register-kind.ts'

function entryOf(row: Selectable<RegisterEntryTable>): RegisterEntry {
  return {
    id: row.id,
    kind: row.kind,
    ...(row.project !== null && { project: row.project }),
    body: row.body,
    version: row.version,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    addedAt: row.added_at,
    ...(row.withdrawn !== null && {
      withdrawn: { by: row.changed_by, at: row.changed_at, reason: row.withdrawn },
    }),
  }
}

/** Lets writers of the registers come one after the other, so that numbers and look-ups hold until the transaction ends. */
export async function lockRegisters(tx: Tx): Promise<void> {
  await sql`lock table pmo.register_entry in share row exclusive mode`.execute(governance(tx))
}

/** One entry by its id. */
export async function entryById(handle: Handle, id: string): Promise<RegisterEntry | undefined> {
  const row = await governance(handle)
    .selectFrom('pmo.register_entry')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && entryOf(row)
}

/** Which entries are asked for. */
export interface EntryFilter {
  readonly kind?: RegisterKind
  readonly project?: string
  /** Entries of these projects. */
  readonly projects?: readonly string[]
  /** Withdrawn ones too. */
  readonly withdrawn?: boolean
}

/** By what entries can be sorted: what all kinds have, and of those that have it the title, the state and the day it is due. */
export const ENTRY_SORTS = ['id', 'project', 'addedAt', 'changedAt', 'title', 'state', 'due'] as const

const ORDERS: KeysetOrders<(typeof ENTRY_SORTS)[number]> = {
  own: [{ of: sql`id`, type: 'text' }],
  by: {
    id: { of: sql`id`, type: 'text' },
    project: { of: sql`project`, type: 'text', nullable: true },
    addedAt: { of: sql`added_at`, type: 'timestamptz' },
    changedAt: { of: sql`changed_at`, type: 'timestamptz' },
    title: { of: sql`lower(body->>'title')`, type: 'text', nullable: true },
    state: { of: sql`body->>'state'`, type: 'text', nullable: true },
    due: { of: sql`body->>'due'`, type: 'text', nullable: true },
  },
}

/** A page of entries by id. @throws PmoError `invalid-request` for a cursor of another list */
export async function listEntries(
  handle: Handle,
  {
    limit,
    sort,
    direction,
    cursor,
    ...filter
  }: EntryFilter & ListOrder<(typeof ENTRY_SORTS)[number]> & { readonly limit: number },
): Promise<{ readonly items: readonly RegisterEntry[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, { sort, direction, cursor })
  const found = await entries(handle, filter)
    .select(place.as('place'))
    .where(after)
    .orderBy(order)
    .limit(limit + 1)
    .execute()
  const { rows, ...next } = pageOfKeyset(found, limit)
  return { items: rows.map(entryOf), ...next }
}

/** Entries by id. */
export async function entriesOf(handle: Handle, filter: EntryFilter): Promise<RegisterEntry[]> {
  return (await entries(handle, filter).orderBy('id').execute()).map(entryOf)
}

function entries(handle: Handle, filter: EntryFilter) {
  let query = governance(handle).selectFrom('pmo.register_entry').selectAll()
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.project !== undefined) query = query.where('project', '=', filter.project)
  if (filter.projects !== undefined) query = query.where('project', 'in', [...filter.projects, ''])
  if (filter.withdrawn !== true) query = query.where('withdrawn', 'is', null)
  return query
}

/** The versions of an entry, oldest first; what changed is left to the caller. */
export async function versionsOfEntry(
  handle: Handle,
  id: string,
): Promise<Omit<RegisterVersion, 'changed'>[]> {
  const rows = await governance(handle)
    .selectFrom('pmo.register_version')
    .selectAll()
    .where('id', '=', id)
    .orderBy('version')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    what: row.what,
    ...(row.project !== null && { project: row.project }),
    body: row.body,
    ...(row.reason !== null && { reason: row.reason }),
    by: row.changed_by,
    at: row.changed_at,
  }))
}

/** The next free number of a kind; the registers are locked. */
export async function nextNumber(tx: Tx, kind: RegisterKind): Promise<number> {
  const prefix = `${ID_PREFIXES[kind]}-`
  const { rows } = await sql<{ last: number | null }>`
    select max(substr(id, ${prefix.length + 1})::bigint) as last from pmo.register_entry
    where id ~ ${`^${prefix}[0-9]{1,15}$`}`.execute(governance(tx))
  return (rows[0]?.last ?? 0) + 1
}

/**
 * Adds an entry; the registers are locked.
 * @throws PmoError `conflict` where the id is taken, also by a withdrawn entry
 */
export async function addEntry(tx: Tx, entry: NewEntry): Promise<RegisterEntry> {
  const { kind, project, body, by, reason } = entry
  const id = entry.id ?? `${ID_PREFIXES[kind]}-${await nextNumber(tx, kind)}`
  const taken = await entryById(tx, id)
  if (taken !== undefined)
    throw new PmoError(
      'conflict',
      `The id "${id}" is that of ${taken.withdrawn === undefined ? aKind(taken.kind) : `${aKind(taken.kind)} that was withdrawn,`} already; choose another, or leave it out.`,
    )
  const row = await governance(tx)
    .insertInto('pmo.register_entry')
    .values({
      id,
      kind,
      project: project ?? null,
      body: jsonb(body),
      version: 1,
      changed_by: by,
      withdrawn: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await keepVersion(tx, row, { what: 'added', ...(reason !== undefined && { reason }) })
  return entryOf(row)
}

/** How an entry changes. */
export interface EntryChange {
  readonly id: string
  readonly what: Exclude<RegisterVersion['what'], 'added'>
  readonly body: RegisterBody
  readonly project: string | undefined
  readonly reason?: string
  readonly by: string
}

/** Writes the next version of an entry that exists; the registers are locked. */
export async function changeEntry(tx: Tx, change: EntryChange): Promise<RegisterEntry> {
  const { id, what, body, project, reason, by } = change
  const row = await governance(tx)
    .updateTable('pmo.register_entry')
    .set({
      body: jsonb(body),
      project: project ?? null,
      version: sql<number>`version + 1`,
      changed_by: by,
      changed_at: sql<string>`statement_timestamp()`,
      withdrawn: what === 'withdrawn' ? (reason ?? '') : null,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await keepVersion(tx, row, { what, ...(reason !== undefined && { reason }) })
  return entryOf(row)
}

async function keepVersion(
  tx: Tx,
  row: Selectable<RegisterEntryTable>,
  { what, reason }: Pick<RegisterVersion, 'what' | 'reason'>,
): Promise<void> {
  await governance(tx)
    .insertInto('pmo.register_version')
    .values({
      id: row.id,
      version: row.version,
      what,
      project: row.project,
      body: jsonb(row.body),
      reason: reason ?? null,
      changed_by: row.changed_by,
      changed_at: row.changed_at,
    })
    .execute()
}

/** What tells whether the live entries of projects are as they were: by project, another text where any differs. */
export async function registerStamps(
  handle: Handle,
  projects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ project: string; stamp: string }>`
    select project, count(*) || ':' || sum(version) || ':' || max(changed_at) as stamp from pmo.register_entry
    where project = any(${[...projects]}::text[]) group by project`.execute(governance(handle))
  return new Map(rows.map(({ project, stamp }) => [project, stamp]))
}
