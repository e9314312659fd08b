import type { RecordKind, Reference, StatusCategory } from '@headless-pmo/sdk'
import { sql, type RawBuilder } from 'kysely'
import type { Handle } from '../database/index.ts'
import { spansAfter } from './queries-pages.ts'
import { firstGroup, type RecordScope } from './queries-scope.ts'

/** A live record with the names by which records find each other; what it says stays a text, which is not parsed here. */
export interface LinkedText {
  /** Row id. */
  readonly id: number
  readonly connection: string
  readonly kind: RecordKind
  readonly ref: string
  readonly key: string | null
  readonly title: string | null
  /** Other and former refs. */
  readonly aliases: readonly string[] | null
  /** Reference names (`reference-name.ts`), see `linkColumns`. */
  readonly container: string | null
  readonly subject: string | null
  readonly target: string | null
  /** References to accounts, nested in lists; null where a field has none. */
  readonly people: readonly unknown[] | null
  /** The record as JSON, an object. */
  readonly text: string
}

/** Which way a record is found: by row ids, or by names that it points at within a connection. */
export type LinkedBy =
  | { readonly ids: readonly number[] }
  | {
      readonly connection: string
      readonly column: 'subject' | 'target'
      readonly names: readonly string[]
    }
  | { readonly connection: string; readonly kind: RecordKind; readonly names: readonly string[] }

const isLive = sql`record.gone is null and not exists (select from pmo.connection_archive as archive
  where archive.connection = record.connection and archive.returned_at is null)`

/** Accounts that a record points at, nested: an item's assignees are a list of their own. */
const people = sql`case when record.kind = 'workItem' then jsonb_build_array(record.assignees, record.data->'reporter')
  else jsonb_build_array(record.data->'account', record.data->'by', record.data->'lead', record.data->'owner') end`

/** Few records have other names; only theirs are looked up. */
const aliases = sql`case when record.id in (select record_id from pmo.record_alias) then (
  select jsonb_agg(alias.alias order by alias.alias) from pmo.record_alias as alias where alias.record_id = record.id) end`

const text = sql`(case when record.id in (select record_id from pmo.record_alias)
  then record.data || jsonb_build_object('aliases', ${aliases}) else record.data end)::text`

/**
 * Live records in no order, as texts for another thread. Records of archived connections are left out.
 *
 * @param kinds only these; absent: all
 * @param withPeople tell the accounts that they point at
 */
export async function linkedTexts(
  handle: Handle,
  by: LinkedBy,
  {
    kinds,
    withPeople = false,
    linksAlone = false,
  }: {
    readonly kinds?: readonly RecordKind[]
    readonly withPeople?: boolean
    /** Tombstones too, and no text: for whoever follows links, also those that were. */
    readonly linksAlone?: boolean
  } = {},
): Promise<LinkedText[]> {
  const { rows } = await sql<LinkedText>`
    select record.id, record.connection, record.kind, record.ref, record.key, record.title, ${aliases} as aliases,
      record.container, record.subject, record.target, ${withPeople ? people : sql`null`} as people,
      ${linksAlone ? sql`''` : text} as text
    from pmo.record as record
    where ${found(by)} ${linksAlone ? sql`` : sql`and ${isLive}`}
      ${kinds === undefined ? sql`` : ofKinds(kinds)}`.execute(handle)
  return rows
}

/** Records of one connection, and the names in them; each list is as long as there are records with a value. */
export interface LinkedPage {
  readonly connection: string
  /** Dependencies, or all others together. */
  readonly kind: 'dependency' | 'other'
  /** Row ids, in the order of the texts. */
  readonly ids: readonly number[]
  readonly refs: readonly string[]
  readonly keys: readonly string[]
  /** Other and former refs, of all records. */
  readonly aliases: readonly string[]
  /** Reference names. */
  readonly subjects: readonly string[]
  readonly targets: readonly string[]
  /** Each once. */
  readonly containers: readonly string[]
  /** As in {@link LinkedText}, by record. */
  readonly people: readonly unknown[]
  /** The records as JSON, with a comma between: each has its connection first, and the members that were asked for. */
  readonly text: string
}

/** The lists as the database writes them: a driver takes longer over a thousand rows than a parser over one text. */
type PageRow = {
  readonly [K in keyof LinkedPage]: LinkedPage[K] extends readonly unknown[] ? string | null : LinkedPage[K]
}

/** How the records of pages are told. */
interface PageTelling {
  /** What each record is to begin with after its connection. */
  readonly members?: Readonly<Record<string, string>>
  /** Tell the accounts that they point at. */
  readonly withPeople?: boolean
}

/** Columns of what is found, for {@link pageColumns}. */
const foundColumns = (
  { withPeople = false }: PageTelling,
  written: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> => sql`
  record.id, record.connection, record.kind, record.ref, record.key, ${aliases} as aliases, record.container, record.subject,
  record.target, ${withPeople ? sql`case when ${written} then ${people} end` : sql`null::jsonb`} as people,
  case when ${written} then ${text} end as text`

/** What is found, as lists and a text of each group. */
function pageColumns({ members = {} }: PageTelling): RawBuilder<unknown> {
  const more = Object.entries(members).map(
    ([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`,
  )
  // A record has a kind and a ref: its text is never an empty object.
  const begin = sql`'{"connection":' || to_json(found.connection)::text || ${`${more.join('')},`}::text`
  return sql`
    json_agg(found.id)::text as ids, json_agg(found.ref)::text as refs,
    (json_agg(found.key) filter (where found.key is not null))::text as keys,
    (json_agg(found.aliases) filter (where found.aliases is not null))::text as aliases,
    (json_agg(found.subject) filter (where found.subject is not null))::text as subjects,
    (json_agg(found.target) filter (where found.target is not null))::text as targets,
    to_json(array_agg(distinct found.container) filter (where found.container is not null))::text as containers,
    (json_agg(found.people) filter (where found.people is not null))::text as people,
    string_agg(${begin} || substr(found.text, 2), ',') as text`
}

/** What {@link linkedTexts} tells of some row ids, put together by connection. A record is never in two of the pages. */
export async function linkedPages(
  handle: Handle,
  ids: readonly number[],
  telling: PageTelling = {},
): Promise<readonly LinkedPage[]> {
  const { rows } = await sql<PageRow>`
    with found as materialized (
      select ${foundColumns(telling)} from pmo.record as record
      where record.id = any(${[...ids]}::bigint[]) and ${isLive})
    select found.connection, case when found.kind = 'dependency' then 'dependency' else 'other' end as kind,
      ${pageColumns(telling)}
    from found group by 1, 2`.execute(handle)
  return rows.map(pageOf)
}

/** What points at items of one connection by some of their names. */
export interface HangingPages {
  readonly pages: readonly LinkedPage[]
  /** Row ids of the work items that stand below them. */
  readonly below: readonly number[]
}

/**
 * Live records of one connection that hang on items by these names, and the links that end at them. Asked for with one
 * statement: names of a thousand items are longer than what most statements answer.
 *
 * @param kinds records of these; links that end at the items are told of where `dependency` is among them
 */
export async function hangingPages(
  handle: Handle,
  {
    connection,
    names,
    kinds,
  }: {
    readonly connection: string
    readonly names: readonly string[]
    readonly kinds: readonly RecordKind[]
  },
  telling: PageTelling = {},
): Promise<HangingPages> {
  const list = sql`(select list from names)::text[]`
  // One connection is archived or not: to ask that of each record takes longer.
  const isHere = sql`record.connection = ${connection} and record.gone is null and not exists (select from pmo.connection_archive
    where connection = ${connection} and returned_at is null)`
  const ending = sql`union all
    select ${foundColumns(telling)} from pmo.record as record
    where ${isHere} and record.target = any(${list}) and record.kind = 'dependency'
      and record.subject not in (select unnest(list) from names)`
  const { rows } = await sql<Omit<PageRow, 'kind'> & { readonly kind: 'dependency' | 'other' | 'below' }>`
    with names as materialized (select ${[...names]}::text[] as list), found as materialized (
      select ${foundColumns(telling, sql`record.kind <> 'workItem'`)} from pmo.record as record
      where ${isHere} and record.subject = any(${list}) ${ofKinds(['workItem', ...kinds])}
      ${kinds.includes('dependency') ? ending : sql``})
    select found.connection,
      case found.kind when 'dependency' then 'dependency' when 'workItem' then 'below' else 'other' end as kind,
      ${pageColumns(telling)}
    from found group by 1, 2`.execute(handle)
  const pages: LinkedPage[] = []
  const below: number[] = []
  for (const { kind, ...row } of rows) {
    if (kind === 'below') below.push(...(JSON.parse(row.ids ?? '[]') as readonly number[]))
    else pages.push(pageOf({ ...row, kind }))
  }
  return { pages, below }
}

function pageOf(row: PageRow): LinkedPage {
  const listed = (text: string | null): unknown => (text === null ? [] : JSON.parse(text))
  const { ids, refs, keys, aliases: names, subjects, targets, containers, people: accounts, ...rest } = row
  // Named boundary: the query writes lists of what the page holds.
  const lists = {
    ids: listed(ids),
    refs: listed(refs),
    keys: listed(keys),
    subjects: listed(subjects),
    targets: listed(targets),
    containers: listed(containers),
    people: listed(accounts),
  } as Pick<LinkedPage, 'ids' | 'refs' | 'keys' | 'subjects' | 'targets' | 'containers' | 'people'>
  return { ...rest, ...lists, aliases: (listed(names) as readonly (readonly string[])[]).flat() }
}

/**
 * Whether any record of a connection points at another by its readable key: few trackers do, and where none does half of the
 * names that records may be pointed at by need not be looked for. Two looks into an index.
 */
export async function arePointedAtByKey(handle: Handle, connection: string): Promise<boolean> {
  // Names are sorted by their bytes: all that begin with `key:` lie before `key;`.
  const { rows } = await sql<{ keyed: boolean }>`
    select exists (select from pmo.record
        where connection = ${connection} and subject >= 'key:' and subject < 'key;')
      or exists (select from pmo.record
        where connection = ${connection} and target >= 'key:' and target < 'key;') as keyed`.execute(handle)
  return rows[0]?.keyed ?? true
}

/**
 * Not as an expression that an index knows: it would be searched for each name with each kind, where few records have a name
 * and all of them are wanted but for some kinds.
 */
function ofKinds(kinds: readonly RecordKind[]): RawBuilder<unknown> {
  return sql`and record.kind || '' = any(${[...kinds]}::text[])`
}

function found(by: LinkedBy): RawBuilder<boolean> {
  if ('ids' in by) return sql<boolean>`record.id = any(${[...by.ids]}::bigint[])`
  const { connection, names } = by
  if ('column' in by) {
    return sql<boolean>`record.connection = ${connection} and record.${sql.ref(by.column)} = any(${[...names]}::text[])`
  }
  const refs = names.flatMap((name) => (name.startsWith('ref:') ? [name.slice(4)] : []))
  const keys = names.flatMap((name) => (name.startsWith('key:') ? [name.slice(4)] : []))
  // Each way has an index of its own; one condition over all of them has none. That of refs leaves out what was merged.
  return sql<boolean>`record.id in (
    select id from pmo.record where connection = ${connection} and kind = ${by.kind} and ref = any(${refs}::text[])
      and gone is distinct from 'merged'
    union select id from pmo.record where connection = ${connection} and kind = ${by.kind} and key = any(${keys}::text[])
    union select record_id from pmo.record_alias
      where connection = ${connection} and kind = ${by.kind} and alias = any(${refs}::text[]))`
}

/** Live records of some kinds after a row id, a page at a time, in the order of their row ids. */
export async function linkedTextsAfter(
  handle: Handle,
  request: { readonly kinds: readonly RecordKind[]; readonly after: number; readonly limit: number },
): Promise<LinkedText[]> {
  const { rows } = await sql<{ id: number }>`
    select id from pmo.record as record
    where record.id > ${request.after} and record.kind = any(${[...request.kinds]}::text[]) and ${isLive}
    order by record.id limit ${request.limit}`.execute(handle)
  const texts = await linkedTexts(handle, { ids: rows.map(({ id }) => id) }, { withPeople: true })
  return texts.toSorted((one, other) => one.id - other.id)
}

/** A live work item with the number of the first group of scopes that holds it. */
export interface GroupedId {
  readonly id: number
  /** null: in no group. */
  readonly group: number | null
  /** What items are counted by, an {@link ItemTrait} as JSON; few items have one of their own. */
  readonly trait: string
}

/** What a work item is counted by: bits are those of {@link ITEM_BITS}. */
export type ItemTrait = readonly [
  connection: string,
  status: string,
  category: StatusCategory,
  bits: number,
  assignees: readonly Reference[],
  /** Name of its home, see `reference-name.ts`. */
  container: string | null,
]

/** Whether an item has a value in some of its fields. */
export const ITEM_BITS = {
  assignees: 1,
  started: 2,
  finished: 4,
  /** Work, points, or a duration. */
  estimate: 8,
  /** A day by which it is to be done, or for which it is planned. */
  due: 16,
  /** Something of it could not be carried over unchanged. */
  warnings: 32,
  /** It sums up others, or takes no part in its plan. */
  uncounted: 64,
} as const

const assignees = sql`case when jsonb_typeof(record.assignees) = 'array' then record.assignees else '[]'::jsonb end`

const trait = sql`jsonb_build_array(record.connection, record.status, record.status_category,
  case when ${assignees} <> '[]'::jsonb then ${ITEM_BITS.assignees}::integer else 0 end
    + case when jsonb_exists(record.data, 'started') then ${ITEM_BITS.started}::integer else 0 end
    + case when jsonb_exists(record.data, 'finished') then ${ITEM_BITS.finished}::integer else 0 end
    + case when jsonb_exists_any(record.data, array['estimate', 'points', 'duration', 'remaining'])
        then ${ITEM_BITS.estimate}::integer else 0 end
    + case when jsonb_exists_any(record.data, array['due', 'plannedFinish', 'deadline', 'milestone'])
        then ${ITEM_BITS.due}::integer else 0 end
    + case when jsonb_exists(record.data, 'warnings') then ${ITEM_BITS.warnings}::integer else 0 end
    + case when record.data->>'summary' = 'true' or record.data->>'active' = 'false'
        then ${ITEM_BITS.uncounted}::integer else 0 end,
  ${assignees}, record.container)::text`

/** Placed items of a connection by the word of their board, for some words. */
export async function placedByStatus(
  handle: Handle,
  connection: string,
  statuses: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (statuses.length === 0) return new Map()
  const { rows } = await sql<{ status: string; items: number }>`
    select record.status, count(distinct record.subject)::integer as items from pmo.record as record
    where record.connection = ${connection} and record.kind = 'placement'
      and record.status = any(${[...statuses]}::text[]) and ${isLive}
    group by record.status`.execute(handle)
  return new Map(rows.map(({ status, items }) => [status, items]))
}

/** Live raw elements that could not be mapped, by connection. */
export async function unmappedByConnection(handle: Handle): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ connection: string; elements: number }>`
    select connection, count(*)::integer as elements from pmo.raw
    where map_error is not null and gone is null group by connection`.execute(handle)
  return new Map(rows.map(({ connection, elements }) => [connection, elements]))
}

/** Finds which groups live work items are in. What the scopes name is looked up once. */
export interface ItemGroups {
  /** All items in the order of their row ids, those among so many rows at a time. */
  readonly pages: (rows: number) => AsyncIterable<readonly GroupedId[]>
  readonly of: (ids: readonly number[]) => Promise<readonly GroupedId[]>
}

/** See {@link ItemGroups}. */
export async function itemGroups(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
): Promise<ItemGroups> {
  const group = await firstGroup(handle, groups)
  const list = async (which: RawBuilder<unknown>): Promise<readonly GroupedId[]> => {
    const { rows } = await sql<GroupedId>`
      select record.id, ${group} as "group", ${trait} as trait from pmo.record as record
      where ${which} and record.kind = 'workItem' and ${isLive}
      order by record.id`.execute(handle)
    return rows
  }
  return {
    // One at a time: who asks reads other records beside it that are waited for longer.
    pages: async function* pages(size) {
      for await (const { after, upTo } of spansAfter(handle, 0, size))
        yield await list(sql`record.id > ${after} and record.id <= ${upTo}`)
    },
    of: (ids) => list(sql`record.id = any(${[...ids]}::bigint[])`),
  }
}

/** Row ids of the items that placements place, or placed as long as they were there. */
export async function itemsPlacedBy(handle: Handle, placements: readonly number[]): Promise<number[]> {
  if (placements.length === 0) return []
  const placed = sql`pmo.record as placed join pmo.record as item
    on item.connection = placed.connection and item.kind = 'workItem'`
  const named = sql`placed.id = any(${[...placements]}::bigint[])`
  const { rows } = await sql<{ id: number }>`
    select item.id from ${placed} and item.ref = substr(placed.subject, 5) and item.gone is distinct from 'merged'
      where ${named} and placed.subject like 'ref:%'
    union select item.id from ${placed} and item.key = substr(placed.subject, 5)
      where ${named} and placed.subject like 'key:%'`.execute(handle)
  return rows.map(({ id }) => id)
}
