import { sql } from 'kysely'
import type { Tx } from '../../database/index.ts'
import type { FindingEventType } from './finding.ts'
import { findings } from './tables.ts'

/** What is told of findings. */
export type NewsType = Extract<FindingEventType, 'opened' | 'resolved' | 'reopened'>

/** One kind of what happened since it was last told. */
export interface News {
  readonly type: NewsType
  /** Findings that it happened to and that are still so. */
  readonly total: number
  /** The worst of them. */
  readonly ids: readonly string[]
}

/** A waiver that ended by itself since it was last told. */
export interface WaiverNews {
  readonly id: string
  readonly rule: string
  readonly project: string | null
  readonly reason: string
  readonly until: string
  /** Findings that were opened by it and are still open. */
  readonly reopened: number
}

/** State in which a finding still is what the event made of it. */
const STATE_AFTER = { opened: 'open', reopened: 'open', resolved: 'resolved' } as const

/**
 * Takes the news: what happened since the last time, once. Waits for those who are making some, and makes others wait, so
 * that no event is passed over.
 */
export async function takeNews(
  tx: Tx,
  most: number,
): Promise<{ readonly findings: readonly News[]; readonly waivers: readonly WaiverNews[] }> {
  const before = await findings(tx)
    .selectFrom('pmo.finding_news')
    .select(['told', 'waivers'])
    .forUpdate()
    .executeTakeFirstOrThrow()
  const news: News[] = []
  for (const [type, state] of Object.entries(STATE_AFTER)) {
    const { rows } = await sql<{ total: number; ids: readonly string[] | null }>`
      select count(*)::integer as total, (array_agg(id order by severity, number))[1:${sql.lit(most)}] as ids
      from pmo.finding where state = ${state} and id in (
        select finding from pmo.finding_event where number > ${before.told}::bigint and type = ${type})`.execute(
      findings(tx),
    )
    const [row] = rows
    // A named boundary: the keys of the table above are its types.
    if (row !== undefined && row.total > 0)
      news.push({ type: type as NewsType, total: row.total, ids: row.ids ?? [] })
  }
  const { rows: waivers } = await sql<WaiverNews>`
    select waiver.id, waiver.rule, waiver.project, waiver.reason, waiver.until,
      (select count(*)::integer from pmo.finding as one where one.state = 'open' and one.id in (
        select finding from pmo.finding_event as event
        where event.waiver = waiver.id and event.type = 'waiver-expired')) as reopened
    from pmo.waiver_event as event join pmo.waiver as waiver on waiver.id = event.waiver
    where event.number > ${before.waivers}::bigint and event.state = 'expired'
    order by event.number`.execute(findings(tx))
  await sql`
    update pmo.finding_news set
      told = (select coalesce(max(number), 0) from pmo.finding_event),
      waivers = (select coalesce(max(number), 0) from pmo.waiver_event)`.execute(findings(tx))
  return { findings: news, waivers }
}
