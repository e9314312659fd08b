import { sql } from 'kysely'
import { jsonb, keyset, pageOfKeyset, type Handle, type KeysetOrders } from '../database/index.ts'
import type { ListOrder } from '../rpc/index.ts'
import type { ReportDocument, ReportName } from './report-document.ts'

/** What a report is about. */
export interface ReportScope {
  /** `house`: all projects. */
  readonly kind: 'house' | 'portfolio' | 'project'
  /** Id of it; empty for the house. */
  readonly id: string
}

/** A report that was kept, without what it says. */
export interface KeptReport {
  readonly id: string
  readonly report: ReportName
  readonly scope: ReportScope
  readonly title: string
  readonly decision: string
  readonly owner: string
  /** Id of the plan in pmo.config.ts by which it was made; absent: somebody asked for it. */
  readonly planned?: string
  /** Instants. */
  readonly asOf: string
  readonly madeAt: string
  readonly madeBy: string
  /** How many things are missing in it. */
  readonly missing: number
}

interface KeptRow {
  readonly id: string
  readonly report: ReportName
  readonly scope_kind: ReportScope['kind']
  readonly scope_id: string
  readonly planned: string | null
  readonly as_of: string
  readonly made_at: string
  readonly made_by: string
  readonly missing: number
  readonly title: string
  readonly decision: string
  readonly owner: string
}

/** By what reports can be sorted. */
export const REPORT_SORTS = ['madeAt', 'asOf', 'report', 'title', 'missing'] as const

const ORDERS: KeysetOrders<(typeof REPORT_SORTS)[number]> = {
  own: [{ of: sql`number`, type: 'bigint', descending: true }],
  by: {
    madeAt: { of: sql`made_at`, type: 'timestamptz' },
    asOf: { of: sql`as_of`, type: 'timestamptz' },
    report: { of: sql`report`, type: 'text' },
    title: { of: sql`lower(document->>'title')`, type: 'text' },
    missing: { of: sql`missing`, type: 'bigint' },
  },
}

/** Which reports are asked for. */
export interface KeptFilter extends ListOrder<(typeof REPORT_SORTS)[number]> {
  readonly report?: ReportName
  readonly scope?: ReportScope
  /** Made with data of this instant or before. */
  readonly asOf?: string
  readonly limit: number
}

/** Keeps a report. @returns whether it was kept: false where the plan has made one of that scope on that day */
export async function keepReport(
  handle: Handle,
  kept: {
    readonly id: string
    readonly scope: ReportScope
    readonly document: ReportDocument
    readonly day: string
    readonly by: string
    readonly planned?: string
  },
): Promise<boolean> {
  const { id, scope, document, day, by, planned = null } = kept
  const { rows } = await sql`
    insert into pmo.report (id, report, scope_kind, scope_id, planned, day, as_of, made_by, missing, document)
    values (${id}, ${document.report}, ${scope.kind}, ${scope.id}, ${planned}, ${day}::date,
      ${document.asOf}::timestamptz, ${by}, ${document.missing.length}, ${jsonb(document)})
    on conflict do nothing returning id`.execute(handle)
  return rows.length > 0
}

/** A page of reports, the newest first. @throws PmoError `invalid-request` for a cursor of another list */
export async function keptReports(
  handle: Handle,
  { report, scope, asOf, limit, ...question }: KeptFilter,
): Promise<{ readonly items: readonly KeptReport[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, question)
  const all = [sql`${after}`]
  if (report !== undefined) all.push(sql`report = ${report}`)
  if (scope !== undefined) all.push(sql`scope_kind = ${scope.kind} and scope_id = ${scope.id}`)
  if (asOf !== undefined) all.push(sql`as_of <= ${asOf}::timestamptz`)
  const found = await sql<KeptRow & { readonly place: readonly string[] }>`
    select ${place} as place, id, report, scope_kind, scope_id, planned, as_of, made_at, made_by, missing,
      document->>'title' as title, document->>'decision' as decision, document->>'owner' as owner
    from pmo.report where ${sql.join(all, sql` and `)} order by ${order} limit ${limit + 1}`.execute(handle)
  const { rows, ...next } = pageOfKeyset(found.rows, limit)
  const items = rows.map((row) => ({
    id: row.id,
    report: row.report,
    scope: { kind: row.scope_kind, id: row.scope_id },
    title: row.title,
    decision: row.decision,
    owner: row.owner,
    ...(row.planned !== null && { planned: row.planned }),
    asOf: row.as_of,
    madeAt: row.made_at,
    madeBy: row.made_by,
    missing: row.missing,
  }))
  return { items, ...next }
}

/** What a kept report says; undefined where there is none. */
export async function keptDocument(handle: Handle, id: string): Promise<ReportDocument | undefined> {
  const { rows } = await sql<{ document: ReportDocument }>`
    select document from pmo.report where id = ${id}`.execute(handle)
  return rows[0]?.document
}
