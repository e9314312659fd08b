import { sql } from 'kysely'
import { jsonb, type Handle } from '../../database/index.ts'
import { portfolio } from '../tables.ts'
import type { Snapshot, SnapshotFigures } from './snapshot.ts'

/**
 * Keeps how a project stands on a day. The last word of the day counts; equal figures write nothing.
 * @returns whether it was written
 */
export async function keepSnapshot(
  handle: Handle,
  {
    project,
    day,
    figures,
  }: { readonly project: string; readonly day: string; readonly figures: SnapshotFigures },
): Promise<boolean> {
  const { rows } = await sql<{ project: string }>`
    insert into pmo.snapshot (project, day, figures) values (${project}, ${day}::date, ${jsonb(figures)})
    on conflict (project, day) do update
      set figures = excluded.figures, taken_at = statement_timestamp()
      where pmo.snapshot.figures <> excluded.figures
    returning project`.execute(handle)
  return rows.length > 0
}

/** Snapshots of a project, the newest first. Days are inclusive. */
export async function keptSnapshots(
  handle: Handle,
  filter: {
    readonly project: string
    readonly from?: string
    readonly until?: string
    /** Those of earlier days. */
    readonly before?: string
    readonly limit: number
  },
): Promise<Snapshot[]> {
  let query = portfolio(handle)
    .selectFrom('pmo.snapshot')
    .select(['project', sql<string>`to_char(day, 'YYYY-MM-DD')`.as('day'), 'taken_at', 'figures'])
    .where('project', '=', filter.project)
    .orderBy('pmo.snapshot.day', 'desc')
    .limit(filter.limit)
  if (filter.from !== undefined) query = query.where('pmo.snapshot.day', '>=', filter.from)
  if (filter.until !== undefined) query = query.where('pmo.snapshot.day', '<=', filter.until)
  if (filter.before !== undefined) query = query.where('pmo.snapshot.day', '<', filter.before)
  const rows = await query.execute()
  return rows.map(({ project, day, taken_at, figures }) => ({ ...figures, project, day, takenAt: taken_at }))
}
