import type { RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'
import { microseconds } from './instants.ts'
import type { ObservedChange } from './observed-history.ts'
import { allNames, resolveReferences } from './queries-find.ts'
import { targetNames, type FilterTarget } from './queries-list.ts'
import type { RecordView } from './record-view.ts'
import type { StatedChange } from './stated-history.ts'
import type { ChangeTable } from './tables.ts'

/** Which records a list of the past looks at. */
export interface PastFilter {
  readonly kind: RecordKind
  readonly connections?: readonly string[]
  /** In one of these containers at the time asked about, as far as that is known. */
  readonly containers?: readonly FilterTarget[]
}

export interface PastPage {
  readonly ids: readonly number[]
  /** Row to go on after; absent on the last page. */
  readonly next?: number
  /** Names of the wanted containers, each after its connection. */
  readonly containers?: ReadonlySet<string>
}

/** A page of records that may have been there at some time, in the order in which we first saw them. */
export async function pastPage(
  handle: Handle,
  filter: PastFilter,
  page: { readonly after: number; readonly limit: number; readonly knownAt: string | undefined },
): Promise<PastPage> {
  const names =
    filter.containers === undefined ? undefined : await targetNames(handle, 'container', filter.containers)
  const then = page.knownAt === undefined ? sql`clock_timestamp()` : sql`${page.knownAt}::timestamptz`
  const { rows } = await sql<{ id: number }>`
    select record.id from pmo.record as record
    where record.kind = ${filter.kind} and record.id > ${page.after}
      and record.gone is distinct from 'merged'
      and not exists (
        select from pmo.connection_archive as archive
        where archive.connection = record.connection and archive.archived_at <= ${then}
          and (archive.returned_at is null or archive.returned_at > ${then}))
      ${filter.connections === undefined ? sql`` : sql`and record.connection = any(${[...filter.connections]}::text[])`}
      ${
        names === undefined
          ? sql``
          : sql`and ((record.connection, record.container) in (
              select connection, name from json_to_recordset(${JSON.stringify(names)}::json)
                as wanted (connection text, name text))
            or exists (
              select from pmo.change where record_id = record.id and jsonb_exists(before, 'container')))`
      }
    order by record.id limit ${page.limit + 1}`.execute(handle)
  const ids = rows.slice(0, page.limit).map(({ id }) => id)
  const next = rows.length > page.limit ? ids.at(-1) : undefined
  return {
    ids,
    ...(next !== undefined && { next }),
    ...(names !== undefined && {
      containers: new Set(names.map(({ connection, name }) => `${connection} ${name}`)),
    }),
  }
}

/** All observed changes of records, oldest first, by row id. */
export async function loadHistories(
  handle: Handle,
  records: readonly { readonly id: number }[],
): Promise<Map<number, ObservedChange[]>> {
  const { rows } = await sql<Omit<ChangeTable, 'seq' | 'xid'>>`
    select record_id, event, cause, before, former_ref, former_gone, at, known_at from pmo.change
    where record_id = any(${records.map(({ id }) => id)}::bigint[])
    order by record_id, seq`.execute(handle)
  const histories = new Map<number, ObservedChange[]>()
  for (const row of rows) {
    const history = histories.get(row.record_id) ?? []
    histories.set(row.record_id, history)
    history.push({
      event: row.event,
      cause: row.cause,
      at: row.at,
      knownAt: row.known_at,
      ...(row.before !== null && { before: row.before }),
      ...(row.former_ref !== null && { formerRef: row.former_ref }),
      ...(row.former_gone !== null && { formerGone: row.former_gone }),
    })
  }
  return histories
}

/** Those of the connections whose trackers tell of changes themselves. */
export async function connectionsWithHistory(
  handle: Handle,
  connections: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ connection: string }>`
    select connection from unnest(${[...connections]}::text[]) as asked (connection)
    where exists (select from pmo.record
      where record.connection = asked.connection and record.kind = 'change'
        and record.gone is distinct from 'merged')`.execute(handle)
  return new Set(rows.map(({ connection }) => connection))
}

type StatedRow = {
  readonly item_id: number
  readonly connection: string
  readonly data: RecordView<'change'>['data']
}

/**
 * Changes by the tracker's own history of items, as known at a time (Unix microseconds), by row id of the
 * item. Entries of that history do not change once they are there; one that is gone counts until it went.
 */
export async function statedChanges(
  handle: Handle,
  records: readonly RecordView[],
  known: number,
): Promise<Map<number, StatedChange[]>> {
  const items = records.filter((record) => record.kind === 'workItem')
  if (items.length === 0) return new Map()
  const names = await allNames(handle, items)
  const wanted = items.flatMap(({ id, connection }) =>
    (names.get(id) ?? []).map((name) => ({ id, connection, name })),
  )
  const limit = known === Infinity ? sql`clock_timestamp()` : sql`to_timestamp(${known}::float8 / 1000000)`
  const { rows } = await sql<StatedRow>`
    select wanted.id as item_id, entry.connection, entry.data
    from json_to_recordset(${JSON.stringify(wanted)}::json) as wanted (id bigint, connection text, name text)
    cross join lateral (
      select * from pmo.record
      where record.connection = wanted.connection and kind = 'change' and subject = wanted.name
      offset 0
    ) as entry
    where (entry.gone is null or (entry.gone <> 'merged' and entry.gone_at > ${limit}))
      and exists (
        select from pmo.change as seen
        where seen.record_id = entry.id and seen.event = 'created' and seen.known_at <= ${limit})
    order by wanted.id, entry.id`.execute(handle)
  const values = await modelValues(handle, rows)
  const stated = new Map<number, StatedChange[]>()
  for (const { item_id, connection, data } of rows) {
    const { field, effect, ref, from, to } = data
    const value = (told: unknown): unknown => values.get(valueName(connection, field, told)) ?? told
    const list = stated.get(item_id) ?? []
    stated.set(item_id, list)
    list.push({
      ref,
      field,
      effect,
      at: microseconds(data.at) ?? 0,
      ...(from !== undefined && { from: value(from) }),
      ...(to !== undefined && { to: value(to) }),
    })
  }
  return stated
}

/** Fields of items that hold references, and what they point at. */
const referenceFields: Readonly<Record<string, RecordKind>> = {
  assignees: 'account',
  reporter: 'account',
  milestone: 'milestone',
  parent: 'workItem',
  container: 'container',
}

/**
 * Values of reference fields as the model has them: a tracker's history names a milestone by its title and a
 * parent by its key. What leads nowhere becomes a placeholder.
 */
async function modelValues(handle: Handle, rows: readonly StatedRow[]): Promise<Map<string, unknown>> {
  const told = new Map<string, { connection: string; field: string; kind: RecordKind; text: string }>()
  for (const { connection, data } of rows) {
    const kind = Object.hasOwn(referenceFields, data.field) ? referenceFields[data.field] : undefined
    for (const text of kind === undefined ? [] : [data.from, data.to]) {
      if (typeof text !== 'string' || kind === undefined) continue
      told.set(valueName(connection, data.field, text), { connection, field: data.field, kind, text })
    }
  }
  const values = new Map<string, unknown>()
  for (const [connection, of] of Map.groupBy(told.values(), (value) => value.connection)) {
    const byRef = await resolveReferences(
      handle,
      connection,
      of.map(({ kind, text }) => ({ kind, reference: text })),
    )
    const byKey = await resolveReferences(
      handle,
      connection,
      of.map(({ kind, text }) => ({ kind, reference: { key: text } })),
    )
    const byTitle = await milestonesByTitle(
      handle,
      connection,
      of.flatMap(({ kind, text }) => (kind === 'milestone' ? [text] : [])),
    )
    for (const [index, { field, kind, text }] of of.entries()) {
      const [ref, key] = [byRef[index], byKey[index]]
      const milestone = kind === 'milestone' ? byTitle.get(text) : undefined
      const found =
        ref?.found === true ? ref.ref : (milestone ?? (key?.found === true ? { key: text } : undefined))
      values.set(valueName(connection, field, text), found ?? { key: text, title: text })
    }
  }
  return values
}

/** Milestones that alone have their title in the connection. */
async function milestonesByTitle(
  handle: Handle,
  connection: string,
  titles: readonly string[],
): Promise<Map<string, string>> {
  if (titles.length === 0) return new Map()
  const { rows } = await sql<{ title: string; ref: string }>`
    select title, min(ref) as ref from pmo.record
    where connection = ${connection} and kind = 'milestone' and gone is distinct from 'merged'
      and title = any(${[...titles]}::text[])
    group by title having count(*) = 1`.execute(handle)
  return new Map(rows.map(({ title, ref }) => [title, ref]))
}

const valueName = (connection: string, field: string, value: unknown): string =>
  `${connection}\n${field}\n${String(value)}`
