import { jsonReply, type Reply } from '../common/http/reply.ts'
import { readCookie, writeCookie } from './cookie.ts'
import { compareValues, passes } from './odata/evaluate.ts'
import type { Preferences } from './odata/preferences.ts'
import { type Expansion, parseQuery, type Query, type QueriedTable } from './odata/query.ts'
import { QueryError } from './odata/query-error.ts'
import { renderDeletion, renderRow } from './render.ts'
import type { Row, TableState, Value, World } from './state/world.ts'
import { readDeltaToken, writeDeltaToken } from './tracking.ts'

/** A question for rows of a table. */
export interface ListQuestion {
  readonly world: World
  readonly table: TableState
  readonly parameters: URLSearchParams
  readonly preferences: Preferences
  /** `http://…/api/data/v9.2`. */
  readonly root: string
  readonly deltaTokenDays: number
  /** Rows of these ids are not shown to the reader. */
  readonly hidden: ReadonlySet<string>
}

/** Answers a list: filtered, ordered, paged; or tracked. @throws QueryError */
export function answerList(question: ListQuestion): Reply {
  const query = parseQuery(question.parameters, queriedTable(question.world, question.table))
  const reply = isTracked(question, query) ? trackedPage(question, query) : plainPage(question, query)
  const { applied } = question.preferences
  return jsonReply(200, reply, applied === '' ? {} : { 'preference-applied': applied })
}

/** Answers one row by its key. @throws QueryError */
export function answerRow(question: ListQuestion, id: string): Reply {
  const { world, table, root } = question
  const query = parseQuery(question.parameters, queriedTable(world, table))
  const row = question.hidden.has(id) ? undefined : table.rows.get(id)
  if (row === undefined)
    throw new QueryError(
      `Entity '${table.definition.logicalName}' With Id = ${id} Does Not Exist`,
      '0x80040217',
      404,
    )
  const body = {
    '@odata.context': `${contextOf(root, table, query)}/$entity`,
    ...shown(question, query, row),
  }
  return jsonReply(200, body, { etag: `W/"${row['versionnumber']}"` })
}

function isTracked({ preferences, table, world }: ListQuestion, query: Query): boolean {
  const tracked = preferences.trackChanges || query.deltaToken !== undefined
  if (!tracked) return false
  const refused = [
    ['$filter', query.filter !== undefined],
    ['$orderby', query.orderBy.length > 0],
    ['$expand', query.expand.length > 0],
    ['$top', query.top !== undefined],
  ] as const
  for (const [name, given] of refused)
    if (given) throw new QueryError(`The query option ${name} is not supported with change tracking.`)
  const { logicalName } = table.definition
  if (!world.tenant.tracked.has(logicalName))
    throw new QueryError(`Change tracking is not enabled for the entity '${logicalName}'.`, '0x80072491')
  return true
}

function plainPage(question: ListQuestion, query: Query): unknown {
  const { table, preferences, root } = question
  const { key } = table.definition
  const order = [...query.orderBy, { column: key, descending: false }]
  const positionOf = (row: Row): Value[] => order.map(({ column }) => row[column] ?? null)
  const compare = (left: readonly Value[], right: readonly Value[]): number => {
    for (const [at, { column, descending }] of order.entries()) {
      const found = compareValues(left[at] ?? null, right[at] ?? null, table.columns.get(column))
      if (found !== 0) return descending ? -found : found
    }
    return 0
  }
  const cookie = query.skipToken === undefined ? undefined : readCookie(query.skipToken)
  const { filter } = query
  const found = visible(question)
  const all = (filter === undefined ? found : found.filter((row) => passes(filter, row, table.columns))).map(
    (row) => ({ row, position: positionOf(row) }),
  )
  if (query.orderBy.length > 0) all.sort((left, right) => compare(left.position, right.position))
  const rest = cookie === undefined ? all : all.filter(({ position }) => compare(position, cookie.after) > 0)
  // With $top there are no pages.
  const size = query.top ?? preferences.maxPageSize
  const page = rest.slice(0, size)
  const last = page.at(-1)
  const more = query.top === undefined && rest.length > page.length && last !== undefined
  return {
    '@odata.context': contextOf(root, table, query),
    ...(query.count ? { '@odata.count': Math.min(all.length, 5000) } : {}),
    value: page.map(({ row }) => shown(question, query, row)),
    ...(more
      ? { '@odata.nextLink': nextLink(question, { page: (cookie?.page ?? 1) + 1, after: last.position }) }
      : {}),
  }
}

/** A row, or one that is no more, with what it is ordered by. */
interface Told {
  readonly order: Value
  readonly rendered: () => unknown
}

/**
 * A page of a tracked read. The first read lists what is there by its key, later ones what has changed since the
 * token by version; the link at the end counts from the state in which the read began, so that what changes
 * meanwhile is told once more.
 */
function trackedPage(question: ListQuestion, query: Query): unknown {
  const { world, table, preferences, root } = question
  const cookie = query.skipToken === undefined ? undefined : readCookie(query.skipToken)
  const began = cookie?.version ?? world.version
  const since =
    query.deltaToken === undefined
      ? undefined
      : readDeltaToken(query.deltaToken, world.clock.now(), question.deltaTokenDays)
  const all = since === undefined ? present(question, query) : changed(question, query, since.version)
  const after = cookie?.after[0]
  const rest =
    after === undefined ? all : all.filter(({ order }) => compareValues(order, after, undefined) > 0)
  const page = rest.slice(0, preferences.maxPageSize)
  const last = page.at(-1)
  const context = contextOf(root, table, query)
  return {
    '@odata.context': since === undefined ? context : `${context}/$delta`,
    ...(rest.length > page.length && last !== undefined
      ? {
          '@odata.nextLink': nextLink(question, {
            page: (cookie?.page ?? 1) + 1,
            after: [last.order],
            version: began,
          }),
        }
      : { '@odata.deltaLink': deltaLink(question, began) }),
    value: page.map(({ rendered }) => rendered()),
  }
}

function present(question: ListQuestion, query: Query): Told[] {
  const { key } = question.table.definition
  return visible(question).map((row) => ({
    order: row[key] ?? null,
    rendered: () => shown(question, query, row),
  }))
}

function changed(question: ListQuestion, query: Query, since: number): Told[] {
  const { table, root } = question
  const rows = visible(question)
    .map((row) => ({ order: row['versionnumber'] ?? null, rendered: () => shown(question, query, row) }))
    .filter(({ order }) => Number(order) > since)
  const context = `${root}/$metadata#${table.definition.set}`
  const deletions = table.deleted
    .filter(({ version }) => version > since)
    .map(({ id, version }) => ({ order: version, rendered: () => renderDeletion(context, id) }))
  return [...rows, ...deletions].toSorted((left, right) => Number(left.order) - Number(right.order))
}

/** What may be seen, by key. */
function visible({ world, table, hidden }: ListQuestion): readonly Row[] {
  const { key } = table.definition
  let sorted = SORTED.get(table)
  if (sorted?.version !== world.version) {
    const rows = [...table.rows.values()].toSorted((left, right) =>
      compareValues(left[key] ?? null, right[key] ?? null, undefined),
    )
    sorted = { version: world.version, rows }
    SORTED.set(table, sorted)
  }
  return hidden.size === 0 ? sorted.rows : sorted.rows.filter((row) => !hidden.has(String(row[key])))
}

/** Rows by key, until anything changes: a long list is asked for page by page. */
const SORTED = new WeakMap<TableState, { readonly version: number; readonly rows: readonly Row[] }>()

function shown(question: ListQuestion, query: Query, row: Row): Record<string, unknown> {
  const { world, table, preferences } = question
  const rendered = renderRow({ world, table, select: query.select, preferences }, row)
  for (const expansion of query.expand)
    rendered[expansion.navigation.name] = expanded(question, expansion, row)
  return rendered
}

function expanded(
  { world, table, preferences, hidden }: ListQuestion,
  expansion: Expansion,
  row: Row,
): unknown {
  const { navigation, select } = expansion
  const other = world.tables.get(navigation.table)
  if (other === undefined) return null
  const render = (one: Row): unknown => renderRow({ world, table: other, select, preferences }, one)
  if (navigation.collection) {
    const own = row[table.definition.key]
    return [...other.rows]
      .filter(([id, one]) => one[navigation.by] === own && !hidden.has(id))
      .map(([, one]) => render(one))
  }
  const target = other.rows.get(String(row[navigation.by]))
  return target === undefined ? null : render(target)
}

function queriedTable(world: World, { definition, columns }: TableState): QueriedTable {
  return {
    logicalName: definition.logicalName,
    columns,
    navigation: definition.navigation,
    reach: ({ table }) => {
      const other = world.tables.get(table)
      return other && { logicalName: other.definition.logicalName, columns: other.columns }
    },
  }
}

function contextOf(root: string, { definition }: TableState, { select, expand }: Query): string {
  const names = [...(select ?? []), ...expand.map(({ navigation }) => `${navigation.name}()`)]
  return `${root}/$metadata#${definition.set}${names.length === 0 ? '' : `(${names.join(',')})`}`
}

function nextLink(question: ListQuestion, cookie: Parameters<typeof writeCookie>[0]): string {
  return link(question, '$skiptoken', writeCookie(cookie))
}

/** A delta link goes on with the columns of the first read, and begins at its first page. */
function deltaLink(question: ListQuestion, version: number): string {
  const token = writeDeltaToken({ version, issuedMs: question.world.clock.now() })
  return link(question, '$deltatoken', token, ['$skiptoken'])
}

function link(
  { root, table, parameters }: ListQuestion,
  name: string,
  value: string,
  without: readonly string[] = [],
): string {
  const kept = [...parameters].filter(([other]) => other !== name && !without.includes(other))
  const query = [...kept, [name, value] as const].map(
    ([other, text]) => `${other}=${encodeURIComponent(text).replaceAll('%2C', ',')}`,
  )
  return `${root}/${table.definition.set}?${query.join('&')}`
}
