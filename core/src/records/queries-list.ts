import type { RecordKind, StatusCategory } from '@headless-pmo/sdk'
import { sql, type RawBuilder } from 'kysely'
import type { Handle } from '../database/index.ts'
import { composedColumns } from './composed-columns.ts'
import { foldText } from './fold-text.ts'
import { formatCursor, parseCursor, type ListCursor, type Sort, type SortField } from './list-cursor.ts'
import { allNames, recordColumns, recordView, resolveReferences, type RecordRow } from './queries-find.ts'
import { inAnyScope, type RecordScope } from './queries-scope.ts'
import type { RecordView } from './record-view.ts'

/** A record named in a filter, by ref, former ref or key. */
export interface FilterTarget {
  readonly connection: string
  readonly ref: string
}

/** What a list holds. Several values of one condition mean any of them; several conditions mean all. */
export interface RecordFilter<K extends RecordKind = RecordKind> {
  readonly kind: K
  readonly connections?: readonly string[]
  readonly containers?: readonly FilterTarget[]
  /** Part of the title or of the key, in any case. */
  readonly text?: string
  /** Words of the item's tracker, or of the first board that places it. */
  readonly status?: readonly string[]
  readonly statusCategory?: readonly StatusCategory[]
  readonly type?: readonly string[]
  readonly assignees?: readonly FilterTarget[]
  readonly labels?: readonly string[]
  readonly milestone?: FilterTarget
  readonly parent?: FilterTarget
  /** Instant or day: changed then or later by the tracker's word. */
  readonly updatedSince?: string
  /** A due day of its own, of its board or its milestone. */
  readonly hasDue?: boolean
  /** Work items in any of these scopes. */
  readonly within?: readonly RecordScope[]
  /** Work items in none of these scopes. */
  readonly outside?: readonly RecordScope[]
  /** `live` unless said otherwise. Records of archived connections are in none of them. */
  readonly presence?: 'live' | 'gone' | 'all'
}

export interface ListRequest<K extends RecordKind = RecordKind> {
  readonly filter: RecordFilter<K>
  /** By `updated`, newest first, unless said otherwise. */
  readonly sort?: Sort
  readonly cursor?: string
  readonly limit: number
}

export interface ListPage<K extends RecordKind> {
  readonly records: readonly RecordView<K>[]
  /** Absent on the last page. */
  readonly nextCursor?: string
}

const DEFAULT_SORT: Sort = { by: 'updated', direction: 'descending' }

/** The due day of an item as it is shown: its own, else that of its board or milestone; of other records their own. */
const composedDue = sql<string | null>`case when record.kind = 'workItem' then
  (select ${composedColumns.due} from (select 1) as one ${composedColumns.lateral}) else record.due end`

/** Columns that lists are sorted by. Texts in byte order: titles without case, keys by their numbers. */
const sortColumns: Readonly<Record<SortField, RawBuilder<string | number | null>>> = {
  updated: sql`record.updated`,
  created: sql`record.created`,
  due: composedDue,
  priority: sql`record.priority`,
  key: sql`record.sort_key`,
  title: sql`record.folded_title`,
}

/**
 * One page of a list. Pages follow each other by the last record's value, so that records that are added or
 * removed meanwhile neither repeat nor hide others.
 */
export async function listRecords<K extends RecordKind>(
  handle: Handle,
  request: ListRequest<K>,
): Promise<ListPage<K>> {
  const { limit, sort = DEFAULT_SORT } = request
  const conditions = await conditionsOf(handle, request.filter)
  const cursor = request.cursor === undefined ? undefined : parseCursor(sort, request.cursor)
  const rows =
    cursor?.value === null ? [] : await pageOf(handle, conditions, { sort, cursor, limit, absent: false })
  // Records without the value follow all that have it.
  if (rows.length <= limit) {
    const rest = { sort, limit: limit - rows.length, absent: true }
    const after = cursor?.value === null ? cursor : undefined
    rows.push(...(await pageOf(handle, conditions, { ...rest, cursor: after })))
  }
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    records: page.map((row) => recordView<K>(row)),
    ...(rows.length > limit &&
      last !== undefined && { nextCursor: formatCursor(sort, { value: last.sort_value, id: last.id }) }),
  }
}

/** What {@link countRecords} can group by. */
export type CountGroup = 'connection' | 'status' | 'statusCategory' | 'type' | 'container'

const groupColumns: Readonly<Record<CountGroup, RawBuilder<string | null>>> = {
  connection: sql`record.connection`,
  status: sql`record.status`,
  statusCategory: sql`record.status_category`,
  type: sql`record.type`,
  container: sql`record.container`,
}

/** How many records a list holds. */
export async function countRecords(handle: Handle, filter: RecordFilter): Promise<number> {
  const conditions = await conditionsOf(handle, filter)
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from pmo.record as record where ${conditions}`.execute(handle)
  return rows[0]?.total ?? 0
}

/** How many records a list holds for each value of a column; most first. A container is given by its reference name. */
export async function countRecordsBy(
  handle: Handle,
  filter: RecordFilter,
  group: CountGroup,
): Promise<{ value: string | null; total: number }[]> {
  const conditions = await conditionsOf(handle, filter)
  const { rows } = await sql<{ value: string | null; total: number }>`
    select ${groupColumns[group]} as value, count(*) as total from pmo.record as record
    where ${conditions} group by 1 order by total desc, value`.execute(handle)
  return rows
}

type ListRow = RecordRow & { readonly sort_value: string | number | null }

async function pageOf(
  handle: Handle,
  conditions: RawBuilder<boolean>,
  page: {
    readonly sort: Sort
    readonly cursor: ListCursor | undefined
    readonly limit: number
    readonly absent: boolean
  },
): Promise<ListRow[]> {
  const { sort, cursor, absent } = page
  const column = sortColumns[sort.by]
  const descending = sort.direction === 'descending'
  const direction = descending ? sql`desc` : sql`asc`
  const beyond = descending ? sql`<` : sql`>`
  const after =
    cursor === undefined
      ? sql`true`
      : cursor.value === null
        ? sql`record.id ${beyond} ${cursor.id}`
        : sql`(${column}, record.id) ${beyond} (${cursor.value}, ${cursor.id}::bigint)`
  const { rows } = await sql<ListRow>`
    select ${sql.join(recordColumns.map((name) => sql.ref(`record.${name}`)))}, ${column} as sort_value
    from pmo.record as record
    where ${conditions} and ${column} is ${absent ? sql`null` : sql`not null`} and ${after}
    order by ${absent ? sql`` : sql`${column} ${direction} nulls last,`} record.id ${direction}
    limit ${page.limit + 1}`.execute(handle)
  return rows
}

async function conditionsOf(handle: Handle, filter: RecordFilter): Promise<RawBuilder<boolean>> {
  const all: RawBuilder<unknown>[] = [
    sql`record.kind = ${filter.kind}`,
    presence(filter.presence ?? 'live'),
    sql`not exists (select from pmo.connection_archive as archive
      where archive.connection = record.connection and archive.returned_at is null)`,
  ]
  const any = (column: RawBuilder<unknown>, values: readonly string[] | undefined): void => {
    if (values !== undefined) all.push(sql`${column} = any(${[...values]}::text[])`)
  }
  any(sql`record.connection`, filter.connections)
  if (filter.status !== undefined) {
    const words = sql`any(${[...filter.status]}::text[])`
    const isWork = sql`record.kind = 'workItem'`
    const onBoard = sql`exists (
      select from (select 1) as one ${composedColumns.lateral} where ${composedColumns.boardStatus} = ${words})`
    all.push(sql`(record.status = ${words} or (${isWork} and ${onBoard}))`)
  }
  any(sql`record.status_category`, filter.statusCategory)
  any(sql`record.type`, filter.type)
  if (filter.text !== undefined && filter.text !== '') {
    const pattern = `%${foldText(filter.text).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    all.push(sql`(record.folded_title like ${pattern} or record.key ilike ${pattern})`)
  }
  if (filter.updatedSince !== undefined) all.push(sql`record.updated >= ${filter.updatedSince}`)
  if (filter.hasDue !== undefined)
    all.push(sql`${composedDue} is ${filter.hasDue ? sql`not null` : sql`null`}`)
  if (filter.labels !== undefined) {
    all.push(anyOf(filter.labels.map((label) => sql`record.labels @> ${JSON.stringify([label])}::jsonb`)))
  }
  if (filter.containers !== undefined) {
    all.push(pointsAt(sql`record.container`, await targetNames(handle, 'container', filter.containers)))
  }
  if (filter.milestone !== undefined) {
    all.push(pointsAt(sql`record.target`, await targetNames(handle, 'milestone', [filter.milestone])))
  }
  if (filter.parent !== undefined) {
    all.push(pointsAt(sql`record.subject`, await targetNames(handle, 'workItem', [filter.parent])))
  }
  if (filter.within !== undefined) all.push(await inAnyScope(handle, filter.within))
  if (filter.outside !== undefined) all.push(sql`not ${await inAnyScope(handle, filter.outside)}`)
  if (filter.assignees !== undefined) {
    all.push(anyOf((await targetNames(handle, 'account', filter.assignees)).map(assignedTo)))
  }
  return sql<boolean>`(${sql.join(all, sql` and `)})`
}

/** A reference name in its connection. */
export interface TargetName {
  readonly connection: string
  readonly name: string
}

/** All names of the targets: what points at them may use any. */
export async function targetNames(
  handle: Handle,
  kind: RecordKind,
  targets: readonly FilterTarget[],
): Promise<TargetName[]> {
  const names: TargetName[] = []
  for (const [connection, of] of Map.groupBy(targets, (target) => target.connection)) {
    const byRef = await resolveReferences(
      handle,
      connection,
      of.map(({ ref }) => ({ kind, reference: ref })),
    )
    const byKey = await resolveReferences(
      handle,
      connection,
      of.map(({ ref }) => ({ kind, reference: { key: ref } })),
    )
    const found = [...byRef, ...byKey].filter((target) => target.found)
    const known = (await allNames(handle, found)).values().toArray().flat()
    // A target that was never synced is still pointed at by its ref or key.
    const given = of.flatMap(({ ref }) => [`ref:${ref}`, `key:${ref}`])
    for (const name of new Set([...known, ...given])) names.push({ connection, name })
  }
  return names
}

function pointsAt(column: RawBuilder<unknown>, names: readonly TargetName[]): RawBuilder<unknown> {
  const groups = [...Map.groupBy(names, ({ connection }) => connection)]
  return anyOf(
    groups.map(
      ([connection, of]) =>
        sql`(record.connection = ${connection} and ${column} = any(${of.map(({ name }) => name)}::text[]))`,
    ),
  )
}

function assignedTo({ connection, name }: TargetName): RawBuilder<unknown> {
  const element = name.startsWith('ref:') ? name.slice(4) : { key: name.slice(4) }
  return sql`(record.connection = ${connection} and record.assignees @> ${JSON.stringify([element])}::jsonb)`
}

function anyOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`
}

function presence(wanted: 'live' | 'gone' | 'all'): RawBuilder<unknown> {
  if (wanted === 'all') return sql`record.gone is distinct from 'merged'`
  return wanted === 'live'
    ? sql`record.gone is null`
    : sql`record.gone is not null and record.gone <> 'merged'`
}
