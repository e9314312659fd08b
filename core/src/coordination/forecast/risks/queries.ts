import type { Handle, Tx } from '../../../database/index.ts'
import type { ForecastRisk, KeptRisk } from './kept-risk.ts'
import { risks } from './tables.ts'

/**
 * All risks, the newest first; those that ended only when asked for.
 *
 * @param at an instant: those that counted then
 */
export async function keptRisks(
  handle: Handle,
  { ended = false, at }: { readonly ended?: boolean; readonly at?: string } = {},
): Promise<readonly KeptRisk[]> {
  const query = risks(handle).selectFrom('pmo.forecast_risk').selectAll().orderBy('id', 'desc')
  const counting =
    at === undefined
      ? query.where('ended_at', 'is', null)
      : query
          .where('stated_at', '<=', at)
          .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', at)]))
  const rows = await (ended ? query : counting).execute()
  return rows.map((row) => ({
    id: String(row.id),
    title: row.title,
    probability: row.probability,
    impact: { low: row.impact_low, likely: row.impact_likely, high: row.impact_high },
    items: row.items,
    by: row.stated_by,
    at: row.stated_at,
    ...(row.note !== null && { note: row.note }),
    ...(row.ended_by !== null && { endedBy: row.ended_by }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
  }))
}

/** Keeps a risk; returns its id. */
export async function keepRisk(
  tx: Tx,
  risk: ForecastRisk & { readonly note?: string; readonly by: string },
): Promise<string> {
  const { id } = await risks(tx)
    .insertInto('pmo.forecast_risk')
    .values({
      title: risk.title,
      probability: risk.probability,
      impact_low: risk.impact.low,
      impact_likely: risk.impact.likely,
      impact_high: risk.impact.high,
      items: [...risk.items],
      note: risk.note ?? null,
      stated_by: risk.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return String(id)
}

/** Ends a risk; false when there is none of that id that still counts. */
export async function endRisk(tx: Tx, id: string, by: string): Promise<boolean> {
  const row = await risks(tx)
    .updateTable('pmo.forecast_risk')
    .set(({ fn }) => ({ ended_by: by, ended_at: fn<string>('now') }))
    .where('id', '=', Number(id))
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
