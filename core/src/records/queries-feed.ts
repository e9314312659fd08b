import type { ChangeCause, RecordEvent } from '@headless-pmo/engine'
import type { RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import { PmoError } from '../config/index.ts'
import type { Handle, Tx } from '../database/index.ts'
import { FEED_START, type FeedPosition } from './feed-position.ts'
import type { ChangeTable } from './tables.ts'

/** A change as consumers see it. */
export interface FeedChange {
  readonly position: FeedPosition
  readonly recordId: number
  readonly connection: string
  readonly kind: RecordKind
  /** The record's ref now. */
  readonly ref: string
  readonly key?: string
  readonly title?: string
  readonly event: RecordEvent
  readonly cause: ChangeCause
  readonly run?: string
  readonly before?: Readonly<Record<string, unknown>>
  readonly formerRef?: string
  /** Instants: when it became true, and when we knew. */
  readonly at: string
  readonly knownAt: string
}

export interface FeedFilter {
  readonly connections?: readonly string[]
  readonly kinds?: readonly RecordKind[]
  readonly events?: readonly RecordEvent[]
}

export interface FeedPage {
  readonly changes: readonly FeedChange[]
  /** Where to go on: past everything looked at, filtered or not. Equal to the one given when nothing was new. */
  readonly position: FeedPosition
  /** The page was full: ask again at once. */
  readonly more: boolean
}

type FeedRow = Omit<ChangeTable, 'former_gone'> & {
  readonly ref: string
  readonly key: string | null
  readonly title: string | null
  readonly wanted: boolean
}

/**
 * Reads on in the change feed. Changes come in the order (transaction, number), and only from transactions
 * older than every one still running: one that commits late is thus never skipped, it holds the feed back
 * until it ends (law 12). A transaction that writes does not see its own changes here.
 *
 * @throws PmoError `invalid-request` for a position from another database, or from before a restore
 */
export async function readChanges(
  handle: Handle,
  request: {
    readonly after?: FeedPosition
    readonly limit: number
    readonly filter?: FeedFilter
    /** Only transactions below this one: the barrier of an earlier look, to read beside what was read then. */
    readonly until?: string
  },
): Promise<FeedPage> {
  const { after = FEED_START, limit, filter, until } = request
  const { rows } = await sql<FeedRow>`
    select page.seq, page.xid::text as xid, page.record_id, page.connection, page.kind, page.event, page.cause,
      page.run, page.before, page.former_ref, page.at, page.known_at, record.ref, record.key, record.title,
      (${wanted('connection', filter?.connections)} and ${wanted('kind', filter?.kinds)}
        and ${wanted('event', filter?.events)}) as wanted
    from (
      select * from pmo.change
      where xid < ${until === undefined ? sql`pg_snapshot_xmin(pg_current_snapshot())` : sql`${until}::xid8`}
        and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
      order by xid, seq limit ${limit}
    ) as page join pmo.record on record.id = page.record_id
    order by page.xid, page.seq`.execute(handle)
  const last = rows.at(-1)
  if (last === undefined) await assertPast(handle, after)
  return {
    changes: rows.filter((row) => row.wanted).map(feedChange),
    position: last === undefined ? after : { xid: last.xid, seq: last.seq },
    more: rows.length === limit,
  }
}

/** Changes newest first, for people: all, of some connections or kinds, or of one record. */
export async function recentChanges(
  handle: Handle,
  request: {
    readonly before?: FeedPosition
    readonly limit: number
    readonly filter?: FeedFilter
    readonly recordId?: number
  },
): Promise<FeedChange[]> {
  const { before, limit, filter, recordId } = request
  const { rows } = await sql<FeedRow>`
    select page.seq, page.xid::text as xid, page.record_id, page.connection, page.kind, page.event, page.cause,
      page.run, page.before, page.former_ref, page.at, page.known_at, record.ref, record.key, record.title,
      true as wanted
    from pmo.change as page join pmo.record on record.id = page.record_id
    where ${wanted('connection', filter?.connections)} and ${wanted('kind', filter?.kinds)}
      and ${wanted('event', filter?.events)}
      ${recordId === undefined ? sql`` : sql`and page.record_id = ${recordId}`}
      ${before === undefined ? sql`` : sql`and (page.xid, page.seq) < (${before.xid}::xid8, ${before.seq}::bigint)`}
    order by page.xid desc, page.seq desc limit ${limit}`.execute(handle)
  return rows.map(feedChange)
}

/** Up to where the feed can be read now: for consumers that want only what is still to come. */
export async function feedEnd(handle: Handle): Promise<FeedPosition> {
  const { rows } = await sql<FeedPosition>`
    select xid::text as xid, seq from pmo.change
    where xid < pg_snapshot_xmin(pg_current_snapshot())
    order by change.xid desc, seq desc limit 1`.execute(handle)
  return rows[0] ?? FEED_START
}

/**
 * A text that changes with what records say: for those who keep what they made of them. The end of the feed alone stands still
 * while an older transaction of the server is open; the newest change is seen as soon as it is committed.
 */
export async function feedMark(handle: Handle): Promise<string> {
  const { rows } = await sql<FeedPosition>`
    select xid::text as xid, seq from pmo.change order by change.xid desc, seq desc limit 1`.execute(handle)
  const end = await feedEnd(handle)
  return JSON.stringify([rows[0], end])
}

/** Where a consumer stands; locks it, so that it works in one place at a time. */
export async function lockConsumer(tx: Tx, name: string): Promise<FeedPosition> {
  const find = () =>
    sql<FeedPosition>`
      select xid::text as xid, seq from pmo.consumer where name = ${name} for update`.execute(tx)
  const [found] = (await find()).rows
  if (found !== undefined) return found
  await sql`
    insert into pmo.consumer (name, xid, seq) values (${name}, ${FEED_START.xid}::xid8, ${FEED_START.seq})
    on conflict do nothing`.execute(tx)
  return (await find()).rows[0] ?? FEED_START
}

/** Moves a consumer on, in the transaction that holds what it made of the changes. */
export async function advanceConsumer(tx: Tx, name: string, to: FeedPosition): Promise<void> {
  await sql`
    update pmo.consumer set xid = ${to.xid}::xid8, seq = ${to.seq}, advanced_at = now()
    where name = ${name}`.execute(tx)
}

/**
 * Makes the feed readable after a dump was restored into a younger database server, whose transaction numbers
 * begin below the stored ones: new changes would sort before old ones. Old changes then get the lowest number
 * there is, and consumers go back to the first change they may not have seen. Does nothing otherwise.
 *
 * @returns whether the feed was mended
 */
export async function mendFeed(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ ahead: boolean }>`
    select exists (
      select from pmo.change where xid >= pg_snapshot_xmax(pg_current_snapshot())
    ) as ahead`.execute(tx)
  if (rows[0]?.ahead !== true) return false
  await sql`lock table pmo.change in exclusive mode`.execute(tx)
  await sql`
    update pmo.consumer as reader set xid = '2'::xid8, seq = coalesce(
      (select min(change.seq) - 1 from pmo.change
        where (change.xid, change.seq) > (reader.xid, reader.seq)),
      (select max(change.seq) from pmo.change), 0)`.execute(tx)
  await sql`update pmo.change set xid = '2'::xid8`.execute(tx)
  return true
}

/** A position ahead of all transactions cannot have come from this feed: its reader would wait for ever. */
async function assertPast(handle: Handle, after: FeedPosition): Promise<void> {
  const { rows } = await sql<{ past: boolean }>`
    select ${after.xid}::xid8 < pg_snapshot_xmax(pg_current_snapshot()) as past`.execute(handle)
  if (rows[0]?.past === true) return
  throw new PmoError(
    'invalid-request',
    'This position of the change feed is from another database, or from before a restore; start again without one.',
  )
}

function wanted(column: 'connection' | 'kind' | 'event', values: readonly string[] | undefined) {
  return values === undefined ? sql`true` : sql`page.${sql.ref(column)} = any(${[...values]}::text[])`
}

function feedChange(row: FeedRow): FeedChange {
  return {
    position: { xid: row.xid, seq: row.seq },
    recordId: row.record_id,
    connection: row.connection,
    kind: row.kind,
    ref: row.ref,
    event: row.event,
    cause: row.cause,
    at: row.at,
    knownAt: row.known_at,
    ...(row.key !== null && { key: row.key }),
    ...(row.title !== null && { title: row.title }),
    ...(row.run !== null && { run: row.run }),
    ...(row.before !== null && { before: row.before }),
    ...(row.former_ref !== null && { formerRef: row.former_ref }),
  }
}
