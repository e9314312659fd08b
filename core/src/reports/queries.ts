import { sql } from 'kysely'
import { jsonb, type Handle } from '../database/index.ts'
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
  readonly number: number
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

/** Which reports are asked for. */
export interface KeptFilter {
  readonly report?: ReportName
  readonly scope?: ReportScope
  /** Made with data of this instant or before. */
  readonly asOf?: string
  /** Those before this number. */
  readonly before?: number
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

/** Reports, the newest first. */
export async function keptReports(
  handle: Handle,
  { report, scope, asOf, before, limit }: KeptFilter,
): Promise<readonly (KeptReport & { readonly number: number })[]> {
  const all = [sql`true`]
  if (report !== undefined) all.push(sql`report = ${report}`)
  if (scope !== undefined) all.push(sql`scope_kind = ${scope.kind} and scope_id = ${scope.id}`)
  if (asOf !== undefined) all.push(sql`as_of <= ${asOf}::timestamptz`)
  if (before !== undefined) all.push(sql`number < ${before}::bigint`)
  const { rows } = await sql<KeptRow>`
    select number, id, report, scope_kind, scope_id, planned, as_of, made_at, made_by, missing,
      document->>'title' as title, document->>'decision' as decision, document->>'owner' as owner
    from pmo.report where ${sql.join(all, sql` and `)} order by number desc limit ${limit}`.execute(handle)
  return rows.map((row) => ({
    number: row.number,
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
}

/** What a kept report says; undefined where there is none. */
export async function keptDocument(handle: Handle, id: string): Promise<ReportDocument | undefined> {
  const { rows } = await sql<{ document: ReportDocument }>`
    select document from pmo.report where id = ${id}`.execute(handle)
  return rows[0]?.document
}
