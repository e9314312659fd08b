import { sql } from 'kysely'
import type { Database } from './database.ts'

/** What a database says about itself. */
export interface DatabaseFacts {
  /** `17.2` */
  readonly version: string
  readonly encoding: string
  /** How far its clock is ahead of ours, milliseconds; negative when it is behind. */
  readonly clockAheadMs: number
}

/** Asks the database what it is, and what time it has. */
export async function databaseFacts(database: Database): Promise<DatabaseFacts> {
  const asked = Date.now()
  const { rows } = await sql<{ version: string; encoding: string; now: string }>`
    select split_part(current_setting('server_version'), ' ', 1) as version,
      current_setting('server_encoding') as encoding, clock_timestamp() as now`.execute(database.root)
  const [row] = rows
  if (row === undefined) throw new Error('The database gave no row for its settings.')
  // The reply was made somewhere between the question and now.
  const ours = (asked + Date.now()) / 2
  return {
    version: row.version,
    encoding: row.encoding,
    clockAheadMs: Math.round(Temporal.Instant.from(row.now).epochMilliseconds - ours),
  }
}
