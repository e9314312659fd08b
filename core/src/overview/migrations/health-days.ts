import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** How healthy projects were, day by day: the last word of a day stays. */
export const healthDaysMigration: Migration = {
  id: '0330-health-days',
  async up(tx) {
    await sql`
      create table pmo.health_day (
        project text collate "C" not null,
        day date not null,
        light text not null check (light in ('green', 'amber', 'red', 'unknown')),
        taken_at timestamptz not null default statement_timestamp(),
        primary key (project, day)
      )`.execute(tx)
  },
}
