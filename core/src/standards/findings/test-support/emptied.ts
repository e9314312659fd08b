import { sql } from 'kysely'
import type { Database } from '../../../database/index.ts'

/** Takes everything that is found out of a database, so that the tests of a suite can share one: opening it costs more than they do. */
export async function emptied({ root }: Database): Promise<void> {
  await sql`truncate pmo.finding, pmo.finding_event, pmo.judged, pmo.waiver, pmo.waiver_event`.execute(root)
  await sql`update pmo.finding_news set told = 0, waivers = 0`.execute(root)
}
