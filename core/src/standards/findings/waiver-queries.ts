import { sql, type Selectable } from 'kysely'
import { keyset, pageOfKeyset, type Handle, type KeysetOrders, type Tx } from '../../database/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
import { findings, type FindingTable, type WaiverTable } from './tables.ts'
import type { Coverable, HeldWaiver } from './waiver-cover.ts'
import type { Waiver, WaiverEvent, WaiverState } from './waiver.ts'

/** Rows of one statement. */
const BATCH = 1000

/** A waiver as it is told. */
export function waiverOf(row: Selectable<WaiverTable> & { readonly held: number }): Waiver {
  return {
    id: row.id,
    scope: row.finding === null ? { rule: row.rule, project: row.project ?? '' } : { finding: row.finding },
    rule: row.rule,
    ...(row.project !== null && { project: row.project }),
    reason: row.reason,
    risk: row.risk,
    until: row.until,
    recurring: row.recurring,
    state: row.state,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.note !== null && { note: row.note }),
    findings: row.held,
  }
}

const COLUMNS = sql`waiver.*, (select count(*)::integer from pmo.finding as held
  where held.waiver = waiver.id and held.state = 'waived') as held`

/** Approved waivers that may cover findings of a project or some of these findings. */
export async function heldWaivers(
  tx: Handle,
  of: { readonly project: string | null; readonly ids: readonly string[]; readonly today: string },
): Promise<readonly HeldWaiver[]> {
  const held: HeldWaiver[] = []
  const columns = sql`id, finding, rule, project, until, recurring, decided_at`
  if (of.project !== null) {
    const { rows } = await sql<HeldWaiver>`
      select ${columns} from pmo.waiver where state = 'approved' and finding is null
        and project = ${of.project} and until >= ${of.today}`.execute(findings(tx))
    held.push(...rows)
  }
  for (let at = 0; at < of.ids.length; at += BATCH) {
    const { rows } = await sql<HeldWaiver>`
      select ${columns} from pmo.waiver where state = 'approved' and until >= ${of.today}
        and finding = any(${of.ids.slice(at, at + BATCH)}::text[])`.execute(findings(tx))
    held.push(...rows)
  }
  return held
}

/** What a waiver can be about: a finding that is not resolved. */
export type WaivableFinding = Coverable &
  Pick<FindingTable, 'state' | 'waiver' | 'version' | 'due_days'> & {
    readonly number: number
    readonly message: string
  }

/** Live findings that a waiver is about, or that waivers hold for, a page after the other. */
export async function* waivableFindings(
  tx: Tx,
  of: { readonly waiver: HeldWaiver } | { readonly heldBy: string },
): AsyncGenerator<readonly WaivableFinding[]> {
  const about =
    'heldBy' in of
      ? sql`waiver = ${of.heldBy} and state = 'waived'`
      : of.waiver.finding === null
        ? sql`rule = ${of.waiver.rule} and project = ${of.waiver.project} and state <> 'resolved'`
        : sql`id = ${of.waiver.finding} and state <> 'resolved'`
  for (let after = 0; ;) {
    const { rows } = await sql<WaivableFinding>`
      select id, number, rule, project, opened_at, state, waiver, version, due_days, body->>'message' as message
      from pmo.finding where ${about} and number > ${after}::bigint
      order by number limit ${BATCH} for update`.execute(findings(tx))
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = last.number
  }
}

/** Accepts findings under waivers. */
export async function setWaived(
  tx: Tx,
  rows: readonly { readonly id: string; readonly waiver: string }[],
  at: string,
): Promise<void> {
  await sql`
    update pmo.finding as old set waiver = now.waiver, state = 'waived',
      since = case when old.state = 'waived' then old.since else ${at}::timestamptz end
    from json_to_recordset(${JSON.stringify(rows)}::json) as now (id text, waiver text)
    where old.id = now.id and old.state <> 'resolved'`.execute(findings(tx))
}

/** Opens findings again that were accepted; the time for putting them right begins anew. */
export async function reopenWaived(
  tx: Tx,
  ids: readonly string[],
  { at, today }: { readonly at: string; readonly today: string },
): Promise<void> {
  await sql`
    update pmo.finding set state = 'open', since = ${at}::timestamptz, waiver = null, opened_day = ${today},
      due = case when due_days is null then null
        else to_char(${today}::date + due_days, 'YYYY-MM-DD') end
    where id = any(${[...ids]}::text[]) and state = 'waived'`.execute(findings(tx))
}

/** Keeps a waiver that is asked for. */
export async function insertWaiver(
  tx: Tx,
  row: Pick<
    WaiverTable,
    | 'id'
    | 'finding'
    | 'rule'
    | 'project'
    | 'reason'
    | 'risk'
    | 'until'
    | 'recurring'
    | 'requested_by'
    | 'requested_at'
  >,
): Promise<void> {
  await findings(tx)
    .insertInto('pmo.waiver')
    .values({ ...row, state: 'requested', decided_by: null, decided_at: null, note: null })
    .execute()
  await findings(tx)
    .insertInto('pmo.waiver_event')
    .values({
      waiver: row.id,
      state: 'requested',
      at: row.requested_at,
      by: row.requested_by,
      note: null,
    })
    .execute()
}

/** Writes a decision, with an event. */
export async function decideWaiver(
  tx: Tx,
  id: string,
  decision: {
    readonly state: WaiverState
    readonly by: string
    readonly at: string
    readonly note?: string
  },
): Promise<void> {
  const { state, by, at, note = null } = decision
  await findings(tx)
    .updateTable('pmo.waiver')
    .set({ state, decided_by: by, decided_at: at, note })
    .where('id', '=', id)
    .execute()
  await findings(tx).insertInto('pmo.waiver_event').values({ waiver: id, state, at, by, note }).execute()
}

/** A waiver with its lock, so that two who decide come one after the other. */
export async function lockedWaiver(tx: Tx, id: string): Promise<Selectable<WaiverTable> | undefined> {
  return findings(tx).selectFrom('pmo.waiver').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Approved waivers whose last day is before this one, locked. */
export async function overdueWaivers(tx: Tx, today: string): Promise<readonly Selectable<WaiverTable>[]> {
  return findings(tx)
    .selectFrom('pmo.waiver')
    .selectAll()
    .where('state', '=', 'approved')
    .where('until', '<', today)
    .orderBy('number')
    .forUpdate()
    .execute()
}

/** One-time waivers of which nothing is left: all that was open when they were approved is resolved. */
export async function usedWaivers(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from pmo.waiver as waiver where state = 'approved' and not recurring and not exists (
      select 1 from pmo.finding as live where live.state <> 'resolved'
        and live.opened_at <= waiver.decided_at
        and (live.id = waiver.finding
          or (waiver.finding is null and live.rule = waiver.rule and live.project = waiver.project)))
    order by number for update`.execute(findings(tx))
  return rows.map(({ id }) => id)
}

/** Which waivers are asked for. */
export interface WaiverFilter extends ListOrder<(typeof WAIVER_SORTS)[number]> {
  readonly states?: readonly WaiverState[]
  readonly project?: string
  readonly rule?: string
  readonly finding?: string
  readonly limit: number
}

/** By what waivers can be sorted. */
export const WAIVER_SORTS = ['requestedAt', 'until', 'state', 'project', 'rule'] as const

const ORDERS: KeysetOrders<(typeof WAIVER_SORTS)[number]> = {
  own: [{ of: sql`waiver.number`, type: 'bigint', descending: true }],
  by: {
    requestedAt: { of: sql`waiver.requested_at`, type: 'timestamptz' },
    until: { of: sql`waiver.until`, type: 'text' },
    state: { of: sql`waiver.state`, type: 'text' },
    project: { of: sql`waiver.project`, type: 'text', nullable: true },
    rule: { of: sql`waiver.rule`, type: 'text' },
  },
}

/** A page of waivers, the latest first. @throws PmoError `invalid-request` for a cursor of another list */
export async function listWaivers(
  handle: Handle,
  { states, project, rule, finding, limit, ...question }: WaiverFilter,
): Promise<{ readonly items: readonly Waiver[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, question)
  const all = [sql`${after}`]
  if (states !== undefined) all.push(sql`state = any(${[...states]}::text[])`)
  if (project !== undefined) all.push(sql`project = ${project}`)
  if (rule !== undefined) all.push(sql`rule = ${rule}`)
  if (finding !== undefined)
    all.push(sql`(finding = ${finding} or (finding is null and exists (select 1 from pmo.finding as one
      where one.id = ${finding} and one.rule = waiver.rule and one.project = waiver.project)))`)
  const found = await sql<
    Selectable<WaiverTable> & { readonly held: number; readonly place: readonly string[] }
  >`
    select ${COLUMNS}, ${place} as place from pmo.waiver as waiver where ${sql.join(all, sql` and `)}
    order by ${order} limit ${limit + 1}`.execute(findings(handle))
  const { rows, ...next } = pageOfKeyset(found.rows, limit)
  return { items: rows.map(waiverOf), ...next }
}

/** One waiver with all that was decided about it, oldest first. */
export async function findWaiver(
  handle: Handle,
  id: string,
): Promise<{ readonly waiver: Waiver; readonly events: readonly WaiverEvent[] } | undefined> {
  const { rows } = await sql<Selectable<WaiverTable> & { readonly held: number }>`
    select ${COLUMNS} from pmo.waiver as waiver where id = ${id}`.execute(findings(handle))
  const [row] = rows
  if (row === undefined) return undefined
  const events = await findings(handle)
    .selectFrom('pmo.waiver_event')
    .select(['state', 'at', 'by', 'note'])
    .where('waiver', '=', id)
    .orderBy('number')
    .execute()
  return {
    waiver: waiverOf(row),
    events: events.map(({ state, at, by, note }) => ({ state, at, by, ...(note !== null && { note }) })),
  }
}
