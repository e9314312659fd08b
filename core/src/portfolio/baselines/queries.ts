import { breather } from '@headless-pmo/engine'
import { sql, type Selectable } from 'kysely'
import {
  jsonb,
  keyset,
  pageOfKeyset,
  type Handle,
  type KeysetKey,
  type KeysetOrders,
  type Tx,
} from '../../database/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
import { portfolio, type BaselineTable } from '../tables.ts'
import type { Baseline, BaselineRow, BaselineScope, NewBaseline } from './baseline.ts'

/** Rows of one statement. */
const BATCH = 1000

function baselineOf(row: Selectable<BaselineTable>): Baseline {
  return {
    id: String(row.id),
    kind: row.kind,
    scope: { kind: row.scope_kind, id: row.scope_id },
    number: row.number,
    name: row.name,
    reason: row.reason,
    by: row.captured_by,
    at: row.captured_at,
    asOf: row.as_of,
    items: row.items,
    ...(row.decision !== null && { decision: row.decision }),
    ...(row.superseded_at !== null && { supersededAt: row.superseded_at }),
  }
}

/**
 * Keeps a baseline in the caller's transaction. The one that counted until then in its scope and kind is superseded by it, and
 * stays. Two rows of the same record are one: the last.
 */
export async function keepBaseline(tx: Tx, baseline: NewBaseline): Promise<Baseline> {
  const { kind, scope } = baseline
  const rows = [
    ...new Map(baseline.rows.map((row) => [`${row.connection}\n${row.kind}\n${row.ref}`, row])).values(),
  ]
  // Two captures at once would take the same number; the second waits here, and the key refuses what would slip through.
  await sql`lock table pmo.baseline in share row exclusive mode`.execute(tx)
  const { last } = await portfolio(tx)
    .selectFrom('pmo.baseline')
    .select(({ fn }) => fn.max<number | null>('number').as('last'))
    .where('kind', '=', kind)
    .where('scope_kind', '=', scope.kind)
    .where('scope_id', '=', scope.id)
    .executeTakeFirstOrThrow()
  await portfolio(tx)
    .updateTable('pmo.baseline')
    .set({ superseded_at: sql<string>`statement_timestamp()` })
    .where('kind', '=', kind)
    .where('scope_kind', '=', scope.kind)
    .where('scope_id', '=', scope.id)
    .where('superseded_at', 'is', null)
    .execute()
  const kept = await portfolio(tx)
    .insertInto('pmo.baseline')
    .values({
      kind,
      scope_kind: scope.kind,
      scope_id: scope.id,
      number: (last ?? 0) + 1,
      name: baseline.name,
      reason: baseline.reason,
      decision: baseline.decision ?? null,
      captured_by: baseline.by,
      as_of: jsonb(baseline.asOf),
      superseded_at: null,
      items: rows.length,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH).map(({ connection, kind: of, ref, ...data }, index) => ({
      position: at + index,
      connection,
      kind: of,
      ref,
      data,
    }))
    await sql`
      insert into pmo.baseline_row (baseline_id, position, connection, kind, ref, data)
      select ${kept.id}::bigint, position, connection, kind, ref, data
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
        as given (position integer, connection text, kind text, ref text, data jsonb)`.execute(tx)
  }
  return baselineOf(kept)
}

/** By what baselines can be sorted. */
export const BASELINE_SORTS = ['at', 'name', 'number', 'scope'] as const

const ORDERS: KeysetOrders<(typeof BASELINE_SORTS)[number]> = {
  own: [{ of: sql`id`, type: 'bigint', descending: true }],
  by: {
    at: { of: sql`captured_at`, type: 'timestamptz' },
    name: { of: sql`lower(name)`, type: 'text' },
    number: { of: sql`number`, type: 'bigint' },
    scope: { of: sql`scope_id`, type: 'text' },
  },
}

/** Which baselines are asked for. */
export interface BaselineFilter extends ListOrder<(typeof BASELINE_SORTS)[number]> {
  readonly scope?: BaselineScope
  readonly kind?: Baseline['kind']
  readonly limit: number
}

/** A page of baselines, the newest first. @throws PmoError `invalid-request` for a cursor of another list */
export async function listBaselines(
  handle: Handle,
  filter: BaselineFilter,
): Promise<{ readonly items: readonly Baseline[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, filter)
  let query = portfolio(handle)
    .selectFrom('pmo.baseline')
    .selectAll()
    .select(place.as('place'))
    .where(after)
    .orderBy(order)
    .limit(filter.limit + 1)
  if (filter.scope !== undefined) {
    query = query.where('scope_kind', '=', filter.scope.kind).where('scope_id', '=', filter.scope.id)
  }
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  const { rows, ...next } = pageOfKeyset(await query.execute(), filter.limit)
  return { items: rows.map(baselineOf), ...next }
}

/** The newest baselines. */
export async function keptBaselines(
  handle: Handle,
  filter: Omit<BaselineFilter, keyof ListOrder>,
): Promise<readonly Baseline[]> {
  return (await listBaselines(handle, filter)).items
}

/** One baseline by its id. */
export async function baselineById(handle: Handle, id: string): Promise<Baseline | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined
  const row = await portfolio(handle)
    .selectFrom('pmo.baseline')
    .selectAll()
    .where('id', '=', Number(id))
    .executeTakeFirst()
  return row === undefined ? undefined : baselineOf(row)
}

/** The one that counts of a scope, or the one of a number. */
export async function baselineOfScope(
  handle: Handle,
  scope: BaselineScope,
  which: { readonly kind: Baseline['kind']; readonly number?: number },
): Promise<Baseline | undefined> {
  let query = portfolio(handle)
    .selectFrom('pmo.baseline')
    .selectAll()
    .where('kind', '=', which.kind)
    .where('scope_kind', '=', scope.kind)
    .where('scope_id', '=', scope.id)
    .orderBy('number', 'desc')
    .limit(1)
  if (which.number !== undefined) query = query.where('number', '=', which.number)
  const row = await query.executeTakeFirst()
  return row === undefined ? undefined : baselineOf(row)
}

/** The baselines that count, of all scopes of a kind. */
export async function countingBaselines(
  handle: Handle,
  of: { readonly kind: Baseline['kind']; readonly scope: BaselineScope['kind'] },
): Promise<Baseline[]> {
  const rows = await portfolio(handle)
    .selectFrom('pmo.baseline')
    .selectAll()
    .where('kind', '=', of.kind)
    .where('scope_kind', '=', of.scope)
    .where('superseded_at', 'is', null)
    .execute()
  return rows.map(baselineOf)
}

/** By what rows of a baseline can be sorted. */
export const ROW_SORTS = ['start', 'finish', 'title', 'key', 'project'] as const

const said = (field: string): KeysetKey => ({
  of: sql`data->>${sql.lit(field)}`,
  type: 'text',
  nullable: true,
})

const ROW_ORDERS: KeysetOrders<(typeof ROW_SORTS)[number]> = {
  own: [{ of: sql`position`, type: 'bigint' }],
  by: {
    start: said('start'),
    finish: said('finish'),
    title: { of: sql`lower(data->>'title')`, type: 'text', nullable: true },
    key: said('key'),
    project: said('project'),
  },
}

/** A page of the rows of a baseline. */
export interface RowFilter extends ListOrder<(typeof ROW_SORTS)[number]> {
  readonly limit: number
}

/** A page of the rows of a baseline, in their order. @throws PmoError `invalid-request` for a cursor of another list */
export async function listBaselineRows(
  handle: Handle,
  id: string,
  filter: RowFilter,
): Promise<{ readonly items: readonly BaselineRow[]; readonly next?: string }> {
  const { place, after, order } = keyset(ROW_ORDERS, filter)
  const found = await portfolio(handle)
    .selectFrom('pmo.baseline_row')
    .selectAll()
    .select(place.as('place'))
    .where('baseline_id', '=', Number(id))
    .where(after)
    .orderBy(order)
    .limit(filter.limit + 1)
    .execute()
  const { rows, ...next } = pageOfKeyset(found, filter.limit)
  return {
    items: rows.map(({ connection, kind, ref, data }) => ({ ...data, connection, kind, ref })),
    ...next,
  }
}

/** Rows of a baseline in their order, after a position. */
async function baselineRows(
  handle: Handle,
  id: string,
  page: { readonly after?: number; readonly limit: number },
): Promise<{ readonly position: number; readonly row: BaselineRow }[]> {
  const rows = await portfolio(handle)
    .selectFrom('pmo.baseline_row')
    .selectAll()
    .where('baseline_id', '=', Number(id))
    .where('position', '>', page.after ?? -1)
    .orderBy('position')
    .limit(page.limit)
    .execute()
  return rows.map(({ position, connection, kind, ref, data }) => ({
    position,
    row: { ...data, connection, kind, ref },
  }))
}

/** All rows of a baseline, read a batch at a time. */
export async function allBaselineRows(handle: Handle, id: string): Promise<BaselineRow[]> {
  const all: BaselineRow[] = []
  let after = -1
  for (;;) {
    const page = await baselineRows(handle, id, { after, limit: BATCH })
    for (const { row } of page) all.push(row)
    const last = page.at(-1)
    if (last === undefined || page.length < BATCH) return all
    after = last.position
  }
}

/** Calendar days of every row of baselines, by connection, kind and ref of the record. */
export async function promisedDays(
  handle: Handle,
  baselines: readonly string[],
): Promise<ReadonlyMap<string, { readonly start?: string; readonly finish?: string }>> {
  const days = new Map<string, { readonly start?: string; readonly finish?: string }>()
  if (baselines.length === 0) return days
  const { rows } = await sql<{ name: string; start: string | null; finish: string | null }>`
    select connection || chr(10) || kind || chr(10) || ref as name,
      left(data->>'start', 10) as start, left(data->>'finish', 10) as finish
    from pmo.baseline_row where baseline_id = any(${[...baselines]}::bigint[])`.execute(handle)
  const breathe = breather()
  for (const { name, start, finish } of rows) {
    await breathe()
    days.set(name, { ...(start !== null && { start }), ...(finish !== null && { finish }) })
  }
  return days
}

/** The last calendar day that a row of a baseline names; summaries say nothing of their own. */
export async function baselineFinish(handle: Handle, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ finish: string | null }>`
    select max(left(data->>'finish', 10)) as finish from pmo.baseline_row
    where baseline_id = ${id}::bigint and data->>'summary' is distinct from 'true'`.execute(handle)
  return rows[0]?.finish ?? undefined
}

/** The last calendar day of each of many baselines, by id; one that names none is left out. */
export async function baselineFinishes(
  handle: Handle,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; finish: string }>`
    select baseline_id::text as id, max(left(data->>'finish', 10)) as finish from pmo.baseline_row
    where baseline_id = any(${[...ids]}::bigint[]) and data->>'summary' is distinct from 'true'
      and data->>'finish' is not null
    group by baseline_id`.execute(handle)
  return new Map(rows.map(({ id, finish }) => [id, finish]))
}
