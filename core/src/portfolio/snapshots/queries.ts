import { sql } from 'kysely'
import { jsonb, keyset, pageOfKeyset, type Handle, type KeysetKey } from '../../database/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
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

/** Which snapshots are asked for. Days are inclusive. */
export interface SnapshotFilter extends ListOrder<'day'> {
  readonly project: string
  readonly from?: string
  readonly until?: string
  readonly limit: number
}

const DAY: KeysetKey = { of: sql`pmo.snapshot.day`, type: 'date' }

/** Snapshots of a project, the newest first. @throws PmoError `invalid-request` for a cursor of another list */
export async function keptSnapshots(
  handle: Handle,
  filter: SnapshotFilter,
): Promise<{ readonly items: readonly Snapshot[]; readonly next?: string }> {
  const { place, after, order } = keyset({ own: [{ ...DAY, descending: true }], by: { day: DAY } }, filter)
  let query = portfolio(handle)
    .selectFrom('pmo.snapshot')
    .select([
      'project',
      sql<string>`to_char(day, 'YYYY-MM-DD')`.as('day'),
      'taken_at',
      'figures',
      place.as('place'),
    ])
    .where('project', '=', filter.project)
    .where(after)
    .orderBy(order)
    .limit(filter.limit + 1)
  if (filter.from !== undefined) query = query.where('pmo.snapshot.day', '>=', filter.from)
  if (filter.until !== undefined) query = query.where('pmo.snapshot.day', '<=', filter.until)
  const { rows, ...next } = pageOfKeyset(await query.execute(), filter.limit)
  return {
    items: rows.map(({ project, day, taken_at, figures }) => ({
      ...figures,
      project,
      day,
      takenAt: taken_at,
    })),
    ...next,
  }
}
