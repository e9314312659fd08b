import type { RecordKind, Reference, StatusCategory } from '@headless-pmo/sdk'
import { sql, type RawBuilder } from 'kysely'
import type { Handle } from '../database/index.ts'
import { composedColumns } from './composed-columns.ts'
import { allNames, resolveReferences } from './queries-find.ts'

/** A share of a connection's work items; all that is given must match. */
export interface RecordScope {
  readonly connection: string
  /** Ref, former ref, key or name of a container: the home of the item, or a board that places it. */
  readonly container?: string
  readonly labels?: readonly string[]
  /** Types of the model or the tracker's own. */
  readonly types?: readonly string[]
  /** Ref, key or name. */
  readonly milestones?: readonly string[]
  readonly components?: readonly string[]
}

/** Every name by which records point at those that a person names by ref, key or title. */
export async function namesOfTitled(
  handle: Handle,
  connection: string,
  kind: RecordKind,
  wanted: readonly string[],
): Promise<string[]> {
  const names = await namesByTitle(handle, { connection, kind }, wanted)
  return [...new Set(names.values().toArray().flat())]
}

/** The same of each name that a person gives. */
async function namesByTitle(
  handle: Handle,
  { connection, kind }: { readonly connection: string; readonly kind: RecordKind },
  wanted: readonly string[],
): Promise<Map<string, string[]>> {
  const references = wanted.flatMap((name) => [
    { kind, reference: name },
    { kind, reference: { key: name } },
  ])
  const resolved = await resolveReferences(handle, connection, references)
  const { rows } = await sql<{ id: number; ref: string; key: string | null; title: string }>`
    select id, ref, key, title from pmo.record
    where connection = ${connection} and kind = ${kind} and title = any(${[...wanted]}::text[])
      and gone is null`.execute(handle)
  const titled = Map.groupBy(
    rows.map(({ key, ...row }) => ({ ...row, ...(key !== null && { key }) })),
    ({ title }) => title,
  )
  const found = resolved.filter((target) => target.found)
  const names = await allNames(handle, [...found, ...titled.values().toArray().flat()])
  return new Map(
    wanted.map((name, at) => {
      const here = [resolved[at * 2], resolved[at * 2 + 1]].filter((target) => target?.found === true)
      const ids = [...here, ...(titled.get(name) ?? [])].map(({ id }) => id)
      // What was never synced is still pointed at by the name it is given.
      return [name, [...new Set([...ids.flatMap((id) => names.get(id) ?? []), `ref:${name}`, `key:${name}`])]]
    }),
  )
}

async function oneScope(handle: Handle, scope: RecordScope): Promise<RawBuilder<boolean>> {
  const { connection, container, labels, types, milestones, components } = scope
  const all: RawBuilder<unknown>[] = [sql`record.connection = ${connection}`]
  if (container !== undefined) {
    const names = await namesOfTitled(handle, connection, 'container', [container])
    all.push(sql`(record.container = any(${names}::text[]) or exists (
      select from pmo.record as placed
      where placed.connection = ${connection} and placed.kind = 'placement' and placed.gone is null
        and placed.container = any(${names}::text[])
        and placed.subject in ('ref:' || record.ref, 'key:' || record.key)))`)
  }
  if (labels !== undefined) {
    all.push(sql`jsonb_exists_any(record.labels, ${[...labels]}::text[])`)
  }
  if (types !== undefined) {
    all.push(
      sql`(record.type = any(${[...types]}::text[]) or record.data->>'nativeType' = any(${[...types]}::text[]))`,
    )
  }
  if (milestones !== undefined) {
    const names = await namesOfTitled(handle, connection, 'milestone', milestones)
    all.push(sql`record.target = any(${names}::text[])`)
  }
  if (components !== undefined) {
    all.push(sql`jsonb_exists_any(record.data->'components', ${[...components]}::text[])`)
  }
  return sql<boolean>`coalesce((${sql.join(all, sql` and `)}), false)`
}

/** True for work items (as `record`) in any of the scopes; false where there are none. */
export async function inAnyScope(
  handle: Handle,
  scopes: readonly RecordScope[],
): Promise<RawBuilder<boolean>> {
  if (scopes.length === 0) return sql<boolean>`false`
  const each: RawBuilder<boolean>[] = []
  for (const scope of scopes) each.push(await oneScope(handle, scope))
  return sql<boolean>`(${sql.join(each, sql` or `)})`
}

/** Scopes that are a whole container or a whole connection, by what names them: the number of the first group of each. */
interface PlainScopes {
  /** By connection and name of the container, with a line break between. */
  readonly containers: Record<string, number>
  readonly connections: Record<string, number>
  /** Connections with such containers in which boards place items: elsewhere no place has to be looked for. */
  readonly placing: readonly string[]
}

const isFiltered = ({ labels, types, milestones, components }: RecordScope): boolean =>
  [labels, types, milestones, components].some((filter) => filter !== undefined)

async function plainScopes(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
): Promise<PlainScopes> {
  const containers: Record<string, number> = {}
  const connections: Record<string, number> = {}
  const wanted = new Map<string, { readonly container: string; readonly group: number }[]>()
  for (const [group, scopes] of groups.entries()) {
    for (const { connection, container, ...filter } of scopes) {
      if (isFiltered({ connection, ...filter })) continue
      if (container === undefined) connections[connection] ??= group
      else {
        const those = wanted.get(connection) ?? []
        those.push({ container, group })
        wanted.set(connection, those)
      }
    }
  }
  for (const [connection, of] of wanted) {
    const titles = [...new Set(of.map(({ container }) => container))]
    const names = await namesByTitle(handle, { connection, kind: 'container' }, titles)
    for (const { container, group } of of)
      for (const name of names.get(container) ?? []) containers[`${connection}\n${name}`] ??= group
  }
  return { containers, connections, placing: await connectionsWithPlacements(handle, [...wanted.keys()]) }
}

async function connectionsWithPlacements(handle: Handle, among: readonly string[]): Promise<string[]> {
  if (among.length === 0) return []
  const { rows } = await sql<{ connection: string }>`
    select connection from unnest(${[...among]}::text[]) as connection
    where exists (select from pmo.record as placed
      where placed.connection = connection.connection and placed.kind = 'placement'
        and placed.gone is null and placed.gone is distinct from 'merged')`.execute(handle)
  return rows.map(({ connection }) => connection)
}

/**
 * The number of the first group of scopes that holds `record`; null for none. Whole containers and connections are looked up
 * by their names, at a cost that hardly grows with how many there are; only scopes with filters are tried one by one.
 */
export async function firstGroup(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
): Promise<RawBuilder<number | null>> {
  const { containers, connections, placing } = await plainScopes(handle, groups)
  const cases: RawBuilder<unknown>[] = []
  for (const [index, scopes] of groups.entries()) {
    const filtered = scopes.filter(isFiltered)
    if (filtered.length > 0)
      cases.push(sql`when ${await inAnyScope(handle, filtered)} then ${index}::integer`)
  }
  const ways: RawBuilder<unknown>[] = []
  if (Object.keys(containers).length > 0) {
    const byName = sql`${JSON.stringify(containers)}::text::jsonb`
    ways.push(sql`(${byName} ->> (record.connection || E'\\n' || record.container))::integer`)
    if (placing.length > 0)
      ways.push(sql`case when record.connection = any(${[...placing]}::text[]) then (
        select min((${byName} ->> (placed.connection || E'\\n' || placed.container))::integer)
        from pmo.record as placed
        where placed.connection = record.connection and placed.kind = 'placement' and placed.gone is null
          and placed.subject in ('ref:' || record.ref, 'key:' || record.key)) end`)
  }
  if (Object.keys(connections).length > 0)
    ways.push(sql`(${JSON.stringify(connections)}::text::jsonb ->> record.connection)::integer`)
  if (cases.length > 0) ways.push(sql`case ${sql.join(cases, sql` `)} end`)
  return ways.length === 0 ? sql`null::integer` : sql`least(${sql.join(ways)})`
}

/**
 * Finds which group work items belong to: the first that holds them; absent: none. By row id. What the scopes name is looked
 * up once, however many items are asked about.
 */
export async function groupFinder(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
): Promise<(ids: readonly number[]) => Promise<Map<number, number>>> {
  const group = await firstGroup(handle, groups)
  return async (ids) => {
    if (ids.length === 0 || groups.length === 0) return new Map()
    const { rows } = await sql<{ id: number; group: number | null }>`
      select record.id, ${group} as "group"
      from pmo.record as record where record.id = any(${[...ids]}::bigint[])`.execute(handle)
    return new Map(rows.flatMap(({ id, group: of }) => (of === null ? [] : [[id, of] as const])))
  }
}

/** Which group each of these work items belongs to: the first that holds it; absent: none. By row id. */
export async function groupsOfRecords(
  handle: Handle,
  ids: readonly number[],
  groups: readonly (readonly RecordScope[])[],
): Promise<Map<number, number>> {
  if (ids.length === 0 || groups.length === 0) return new Map()
  return (await groupFinder(handle, groups))(ids)
}

/** What a group of work items adds up to. */
export interface GroupTotals {
  /** Absent: items of no group. */
  readonly group?: number
  readonly statusCategory: StatusCategory
  /** The word of the first board that places the items. */
  readonly boardStatus?: string
  readonly total: number
  /**
   * Not done, and past the planned finish or the due day, whichever is first: the item's own, else that of its board or
   * milestone. Summaries and items that are not to be done are left out, as in the figure of the same name.
   */
  readonly overdue: number
  /** Earliest and latest day that items name, or boards for them: planned, due or actual. */
  readonly firstDay?: string
  readonly lastDay?: string
}

/**
 * Live work items by group, category and word of their board, in one pass.
 * @param today a calendar day, by which items count as overdue
 */
export async function totalsByGroup(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
  today: string,
): Promise<GroupTotals[]> {
  const { rows } = await sql<{
    group: number | null
    category: StatusCategory
    board_status: string | null
    total: number
    overdue: number
    first_day: string | null
    last_day: string | null
  }>`
    select ${await firstGroup(handle, groups)} as "group", record.status_category as category,
      ${composedColumns.boardStatus} as board_status, count(*) as total,
      count(*) filter (where record.status_category in ('todo', 'in_progress')
        and least(composed.due, left(${composedColumns.plannedFinish}, 10)) < ${today}
        and record.data->>'summary' is distinct from 'true'
        and record.data->>'active' is distinct from 'false') as overdue,
      min(left(coalesce(record.data->>'started', ${composedColumns.plannedStart}), 10)) as first_day,
      max(left(coalesce(record.data->>'finished', ${composedColumns.plannedFinish}, composed.due), 10)) as last_day
    from pmo.record as record ${composedColumns.lateral}
    cross join lateral (select ${composedColumns.due} as due) as composed
    where record.kind = 'workItem' and record.gone is null
      and not exists (select from pmo.connection_archive as archive
        where archive.connection = record.connection and archive.returned_at is null)
    group by 1, 2, 3`.execute(handle)
  return rows.map(({ group, category, board_status, total, overdue, first_day, last_day }) => ({
    statusCategory: category,
    total,
    overdue,
    ...(group !== null && { group }),
    ...(board_status !== null && { boardStatus: board_status }),
    ...(first_day !== null && { firstDay: first_day }),
    ...(last_day !== null && { lastDay: last_day }),
  }))
}

/** Somebody who works on items of a scope. */
export interface ScopeAssignee {
  readonly connection: string
  readonly reference: Reference
  readonly open: number
  readonly total: number
}

/** Whom the live work items within and outside some scopes are assigned to, the busiest first. */
export async function assigneesWithin(
  handle: Handle,
  where: { readonly within: readonly RecordScope[]; readonly outside: readonly RecordScope[] },
  limit: number,
): Promise<ScopeAssignee[]> {
  const { rows } = await sql<ScopeAssignee>`
    select record.connection, assignee as reference, count(*) as total,
      count(*) filter (where record.status_category in ('todo', 'in_progress')) as open
    from pmo.record as record cross join lateral jsonb_array_elements(record.assignees) as assignee
    where record.kind = 'workItem' and record.gone is null and record.assignees is not null
      and ${await inAnyScope(handle, where.within)} and not ${await inAnyScope(handle, where.outside)}
    group by 1, 2 order by open desc, total desc, record.connection, assignee::text limit ${limit}`.execute(
    handle,
  )
  return rows
}

/**
 * Whom the live work items of groups of scopes are assigned to, in one pass; an item counts for the first group that holds it.
 * @param only numbers of the groups that are asked for
 */
export async function assigneesByGroup(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
  only: readonly number[],
): Promise<(ScopeAssignee & { readonly group: number })[]> {
  const connections = [
    ...new Set(only.flatMap((index) => groups[index] ?? []).map(({ connection }) => connection)),
  ]
  if (connections.length === 0) return []
  const { rows } = await sql<ScopeAssignee & { readonly group: number }>`
    select "group", connection, assignee as reference, count(*) as total,
      count(*) filter (where status_category in ('todo', 'in_progress')) as open
    from (
      select record.connection, record.assignees, record.status_category, ${await firstGroup(handle, groups)} as "group"
      from pmo.record as record
      where record.kind = 'workItem' and record.gone is null and record.assignees is not null
        and record.connection = any(${connections}::text[])
    ) as item cross join lateral jsonb_array_elements(item.assignees) as assignee
    where "group" = any(${[...only]}::integer[])
    group by 1, 2, 3 order by 1, 2, assignee::text`.execute(handle)
  return rows
}

/** Live work items that two groups of scopes claim, with some of them. */
export interface GroupOverlap {
  /** The group that has them: the first that holds them. */
  readonly group: number
  readonly also: number
  readonly total: number
  readonly examples: readonly {
    readonly connection: string
    readonly ref: string
    readonly key: string | null
    readonly title: string | null
  }[]
}

/** Which groups hold whole containers and connections, by what names them. */
async function claimsOfNames(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
): Promise<{
  readonly containers: Readonly<Record<string, readonly number[]>>
  readonly connections: Readonly<Record<string, readonly number[]>>
}> {
  const containers = new Map<string, Set<number>>()
  const connections = new Map<string, Set<number>>()
  const add = (sets: Map<string, Set<number>>, name: string, group: number): void => {
    const set = sets.get(name)
    if (set === undefined) sets.set(name, new Set([group]))
    else set.add(group)
  }
  const whole = groups.flatMap((scopes, group) =>
    scopes.filter((scope) => !isFiltered(scope)).map((scope) => ({ ...scope, group })),
  )
  for (const [connection, scopes] of Map.groupBy(whole, (scope) => scope.connection)) {
    const titles = new Set(scopes.flatMap(({ container }) => container ?? []))
    const names = await namesByTitle(handle, { connection, kind: 'container' }, [...titles])
    for (const { container, group } of scopes) {
      if (container === undefined) add(connections, connection, group)
      else for (const name of names.get(container) ?? []) add(containers, `${connection}\n${name}`, group)
    }
  }
  const listed = (sets: Map<string, Set<number>>): Record<string, readonly number[]> =>
    Object.fromEntries(sets.entries().map(([name, set]) => [name, [...set]]))
  return { containers: listed(containers), connections: listed(connections) }
}

/**
 * Which groups claim the same items, the most first. Whole containers and connections are looked up by their names, and only
 * items that more than one group can claim are looked at; only scopes with filters are tried one by one.
 *
 * @param examples most items named of each pair
 */
export async function overlapsOfGroups(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
  examples: number,
): Promise<GroupOverlap[]> {
  if (groups.length < 2) return []
  const { containers, connections } = await claimsOfNames(handle, groups)
  const cases: RawBuilder<unknown>[] = []
  const tried = new Set(Object.keys(connections))
  const users = new Map<string, Set<number>>()
  for (const [index, scopes] of groups.entries()) {
    for (const { connection } of scopes)
      users.set(connection, (users.get(connection) ?? new Set<number>()).add(index))
    const filtered = scopes.filter(isFiltered)
    if (filtered.length === 0) continue
    cases.push(sql`case when ${await inAnyScope(handle, filtered)} then ${index}::integer end`)
    for (const { connection } of filtered) tried.add(connection)
  }
  // Nobody can claim what a single group takes from.
  for (const [connection, those] of users) if (those.size < 2) tried.delete(connection)
  const shared = Object.keys(containers).filter((name) => (containers[name] ?? []).length > 1)
  const byContainer = sql`${JSON.stringify(containers)}::text::jsonb`
  const byConnection = sql`${JSON.stringify(connections)}::text::jsonb`
  const { rows } = await sql<{
    group: number
    also: number
    total: number
    examples: GroupOverlap['examples']
  }>`
    with placed as materialized (
      select connection, subject, container from pmo.record
      where connection = any(${[...users.keys()]}::text[]) and kind = 'placement'
        and gone is null and gone is distinct from 'merged' and jsonb_exists(${byContainer}, connection || E'\\n' || container)),
    contested as (
      select id from pmo.record
      where kind = 'workItem' and (connection = any(${[...tried]}::text[])
        or connection || E'\\n' || container = any(${shared}::text[]))
      union select item.id from placed join pmo.record as item on item.connection = placed.connection
        and item.kind = 'workItem' and item.ref = substr(placed.subject, 5) and item.gone is distinct from 'merged'
        where placed.subject like 'ref:%'
      union select item.id from placed join pmo.record as item on item.connection = placed.connection
        and item.kind = 'workItem' and item.key = substr(placed.subject, 5) where placed.subject like 'key:%'),
    claimed as (
      select id, connection, ref, key, title, array(
        select distinct claim::integer from (
          select jsonb_array_elements_text(${byContainer} -> (record.connection || E'\\n' || record.container))
          union all select jsonb_array_elements_text(${byContainer} -> (placed.connection || E'\\n' || placed.container))
            from pmo.record as placed
            where placed.connection = record.connection and placed.kind = 'placement' and placed.gone is null
              and placed.subject in ('ref:' || record.ref, 'key:' || record.key)
          union all select jsonb_array_elements_text(${byConnection} -> record.connection)
          ${cases.length === 0 ? sql`` : sql`union all select unnest(array[${sql.join(cases)}])::text`}
        ) as one (claim) where claim is not null order by 1) as claims
      from pmo.record as record
      where record.kind = 'workItem' and record.gone is null and record.id in (select id from contested)
        and not exists (select from pmo.connection_archive as archive
          where archive.connection = record.connection and archive.returned_at is null)),
    numbered as (
      select claimed.*, claims[1] as "group", other as also,
        row_number() over (partition by claims[1], other order by id) as place
      from claimed cross join lateral unnest(claims[2:]) as other
      where cardinality(claims) > 1)
    select "group", also, count(*) as total,
      jsonb_agg(jsonb_build_object('connection', connection, 'ref', ref, 'key', key, 'title', title) order by place)
        filter (where place <= ${examples}) as examples
    from numbered group by 1, 2 order by total desc, 1, 2`.execute(handle)
  return rows
}
