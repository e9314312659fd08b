import { sql } from 'kysely'
import { jsonb, keyset, pageOfKeyset, type Handle, type KeysetOrders, type Tx } from '../../database/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
import {
  CONFLICT_KINDS,
  type Conflict,
  type ConflictKind,
  type KeptConflict,
  type Unchecked,
} from './conflict.ts'
import { conflicts } from './tables.ts'

/** Conflicts that are read at a time. */
const PAGE = 500

/** When conflicts were looked for last, and what could not be. */
export interface Look {
  /** Instant at which the data was read. */
  readonly asOf: string
  readonly unchecked: readonly Unchecked[]
}

export async function lastLook(handle: Handle): Promise<Look | undefined> {
  const row = await conflicts(handle).selectFrom('pmo.conflict_look').selectAll().executeTakeFirst()
  return row && { asOf: row.as_of, unchecked: row.unchecked }
}

/** Notes a look; whoever does it holds its row until the transaction ends, so that two looks come one after the other. */
export async function noteLook(tx: Tx, look: Look): Promise<void> {
  await conflicts(tx)
    .insertInto('pmo.conflict_look')
    .values({ as_of: look.asOf, unchecked: jsonb(look.unchecked) })
    .onConflict((clash) =>
      clash.column('one').doUpdateSet({ as_of: look.asOf, unchecked: jsonb(look.unchecked) }),
    )
    .execute()
}

/** Conflicts that are still there, as they were kept. */
export async function openConflicts(handle: Handle): Promise<readonly KeptConflict[]> {
  const open: KeptConflict[] = []
  for (let after = 0; ;) {
    const rows = await conflicts(handle)
      .selectFrom('pmo.conflict')
      .select(['number', 'body', 'first_seen'])
      .where('ended_at', 'is', null)
      .where('number', '>', after)
      .orderBy('number')
      .limit(PAGE)
      .execute()
    open.push(...rows.map(({ body, first_seen }) => ({ ...body, firstSeen: first_seen })))
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return open
    after = last.number
  }
}

/** Keeps conflicts that were not there before. */
export async function insertConflicts(tx: Tx, found: readonly Conflict[]): Promise<void> {
  await sql`
    insert into pmo.conflict (id, kind, body, projects, size)
    select id, kind, body, array(select jsonb_array_elements_text(projects)), size
    from json_to_recordset(${rowsOf(found)}::json)
      as now (id text, kind text, body jsonb, projects jsonb, size double precision)
    on conflict (id) where ended_at is null do nothing`.execute(conflicts(tx))
}

/** Writes what is told otherwise than before. */
export async function updateConflicts(tx: Tx, changed: readonly Conflict[]): Promise<void> {
  await sql`
    update pmo.conflict as old set body = now.body, size = now.size,
      projects = array(select jsonb_array_elements_text(now.projects))
    from json_to_recordset(${rowsOf(changed)}::json)
      as now (id text, body jsonb, projects jsonb, size double precision)
    where old.id = now.id and old.ended_at is null`.execute(conflicts(tx))
}

/** Ends what is over; it stays in the history as it is told now. */
export async function endConflicts(tx: Tx, ended: readonly Conflict[]): Promise<void> {
  await updateConflicts(tx, ended)
  await sql`
    update pmo.conflict set ended_at = now()
    where ended_at is null and id = any(${ended.map(({ id }) => id)}::text[])`.execute(conflicts(tx))
}

function rowsOf(all: readonly Conflict[]): string {
  return JSON.stringify(
    all.map((body) => ({ id: body.id, kind: body.kind, body, projects: projectsOf(body), size: body.size })),
  )
}

/** By what conflicts can be sorted. */
export const CONFLICT_SORTS = ['kind', 'firstSeen', 'endedAt', 'size'] as const

const rank = sql<number>`coalesce(array_position(${[...CONFLICT_KINDS]}::text[], kind), 0)`

const ORDERS: KeysetOrders<(typeof CONFLICT_SORTS)[number]> = {
  own: [
    { of: rank, type: 'bigint' },
    { of: sql`number`, type: 'bigint' },
  ],
  by: {
    kind: { of: sql`kind`, type: 'text' },
    firstSeen: { of: sql`first_seen`, type: 'timestamptz' },
    endedAt: { of: sql`ended_at`, type: 'timestamptz', nullable: true },
    size: { of: sql`size`, type: 'double precision' },
  },
}

/** What is asked of the conflicts. */
export interface ConflictFilter extends ListOrder<(typeof CONFLICT_SORTS)[number]> {
  readonly kinds?: readonly ConflictKind[]
  readonly project?: string
  /** Those that are over instead. */
  readonly past?: boolean
  readonly limit: number
}

interface ListedRow {
  readonly place: readonly string[]
  readonly body: Conflict
  readonly first_seen: string
  readonly ended_at: string | null
}

/**
 * A page by kind, and of each kind in the order in which they were first seen.
 * @throws PmoError `invalid-request` for a cursor of another list
 */
export async function listConflicts(
  handle: Handle,
  { kinds, project, past, limit, ...question }: ConflictFilter,
): Promise<{ readonly items: readonly KeptConflict[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, question)
  const all = [sql`ended_at is ${past === true ? sql`not null` : sql`null`}`, sql`${after}`]
  if (kinds !== undefined) all.push(sql`kind = any(${[...kinds]}::text[])`)
  if (project !== undefined) all.push(sql`projects @> array[${project}]::text[]`)
  const found = await sql<ListedRow>`
    select ${place} as place, body, first_seen, ended_at from pmo.conflict
    where ${sql.join(all, sql` and `)} order by ${order} limit ${limit + 1}`.execute(conflicts(handle))
  const { rows, ...next } = pageOfKeyset(found.rows, limit)
  const items = rows.map(({ body, first_seen, ended_at }) => ({
    ...body,
    firstSeen: first_seen,
    ...(ended_at !== null && { endedAt: ended_at }),
  }))
  return { items, ...next }
}

/** Since when conflicts of an instant had been seen by then, by id; those that nobody had looked for are not in it. */
export async function seenThen(
  handle: Handle,
  ids: readonly string[],
  at: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await conflicts(handle)
    .selectFrom('pmo.conflict')
    .select(['id', 'first_seen'])
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .where('first_seen', '<=', at)
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', at)]))
    .execute()
  return new Map(rows.map(({ id, first_seen }) => [id, first_seen]))
}

/** How many are open, of each kind. */
export async function countConflicts(
  handle: Handle,
): Promise<readonly { readonly kind: ConflictKind; readonly total: number }[]> {
  const { rows } = await sql<{ kind: ConflictKind; total: number }>`
    select kind, count(*)::integer as total from pmo.conflict where ended_at is null
    group by kind order by kind`.execute(conflicts(handle))
  return rows
}

/** One conflict by its id: the open one, else the last that ended. */
export async function findConflict(handle: Handle, id: string): Promise<KeptConflict | undefined> {
  const row = await conflicts(handle)
    .selectFrom('pmo.conflict')
    .selectAll()
    .where('id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      ...row.body,
      firstSeen: row.first_seen,
      ...(row.ended_at !== null && { endedAt: row.ended_at }),
    }
  )
}

function projectsOf({ parties }: Conflict): string[] {
  return parties.flatMap(({ kind, id }) => (kind === 'project' ? [id] : []))
}
