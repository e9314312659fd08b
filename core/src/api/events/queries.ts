import { sql } from 'kysely'
import type { Handle, Tx } from '../../database/index.ts'
import { FEED_START, feedEnd, readChanges, type FeedChange, type FeedPosition } from '../../records/index.ts'
import type { StoredNews } from './news.ts'

/** Something that happened, at its place in the order of everything. */
export type Happening = { readonly position: FeedPosition } & (
  | { readonly change: FeedChange }
  | { readonly news: StoredNews }
)

/** A piece of what happened. */
export interface HappeningPage {
  readonly happenings: readonly Happening[]
  /** Where to go on; the one that was given when nothing was new. */
  readonly position: FeedPosition
  /** The page was full: ask again at once. */
  readonly more: boolean
}

/** Whether a position comes before another one. */
export function isBefore(one: FeedPosition, other: FeedPosition): boolean {
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)]
  return a === b ? one.seq < other.seq : a < b
}

/**
 * Changes and news behind a position, in one order. As in the feed of changes, only transactions older than every one still running
 * are read: what commits late holds everything behind it back, and is never skipped (law 12).
 *
 * @throws PmoError `invalid-request` for a position from another database, or from before a restore
 */
export async function readHappenings(
  handle: Handle,
  { after, limit }: { readonly after: FeedPosition; readonly limit: number },
): Promise<HappeningPage> {
  const { rows } = await sql<{ until: string; news: boolean }>`
    with barrier as (select pg_snapshot_xmin(pg_current_snapshot()) as until)
    select until::text as until, exists (
        select from pmo.change where xid < until and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
      ) or exists (
        select from pmo.news where xid < until and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
      ) or ${after.xid}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as news
    from barrier`.execute(handle)
  const [now] = rows
  if (now?.news !== true) return { happenings: [], position: after, more: false }
  // All that is older than the barrier is settled, so both reads see the same of it although they are two statements.
  const changes = await readChanges(handle, { after, limit, until: now.until })
  const news = await readNews(handle, { after, limit, until: now.until })
  const happenings = [
    ...changes.changes.map((change): Happening => ({ position: change.position, change })),
    ...news,
  ]
    .toSorted((a, b) => (isBefore(a.position, b.position) ? -1 : 1))
    .slice(0, limit)
  return {
    happenings,
    position: happenings.at(-1)?.position ?? after,
    more: changes.more || news.length === limit || happenings.length === limit,
  }
}

async function readNews(
  handle: Handle,
  { after, limit, until }: { readonly after: FeedPosition; readonly limit: number; readonly until: string },
): Promise<Happening[]> {
  const { rows } = await sql<FeedPosition & StoredNews>`
    select xid::text as xid, seq, kind, data from pmo.news
    where xid < ${until}::xid8 and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
    order by news.xid, seq limit ${limit}`.execute(handle)
  return rows.map(({ xid, seq, kind, data }) => ({ position: { xid, seq }, news: { kind, data } }))
}

/** Up to where everything can be read now. */
export async function happeningsEnd(handle: Handle): Promise<FeedPosition> {
  const { rows } = await sql<FeedPosition>`
    select xid::text as xid, seq from pmo.news
    where xid < pg_snapshot_xmin(pg_current_snapshot())
    order by news.xid desc, seq desc limit 1`.execute(handle)
  const [changes, news = FEED_START] = [await feedEnd(handle), rows[0]]
  return isBefore(changes, news) ? news : changes
}

/** Up to where news were dropped; the start while all are kept. */
export async function newsDropped(handle: Handle): Promise<FeedPosition> {
  const { rows } = await sql<FeedPosition>`
    select xid::text as xid, seq from pmo.news_dropped`.execute(handle)
  return rows[0] ?? FEED_START
}

/** Drops news from before an instant and remembers up to where, so that nobody takes the rest for the whole. */
export async function dropNews(tx: Tx, before: string): Promise<void> {
  await sql`
    with gone as (delete from pmo.news where at < ${before}::timestamptz returning xid, seq),
      last as (select xid, seq from gone order by xid desc, seq desc limit 1)
    update pmo.news_dropped as mark set xid = last.xid, seq = last.seq from last
    where (last.xid, last.seq) > (mark.xid, mark.seq)`.execute(tx)
}

/**
 * Drops news whose transactions are ahead of this server's, as after a restore into a younger one: they would come after all
 * that is still to happen. Their readers' positions are refused, so nobody misses them.
 */
export async function mendNews(tx: Tx): Promise<void> {
  await sql`delete from pmo.news where xid >= pg_snapshot_xmax(pg_current_snapshot())`.execute(tx)
  await sql`
    update pmo.news_dropped set xid = '0', seq = 0
    where xid >= pg_snapshot_xmax(pg_current_snapshot())`.execute(tx)
}
