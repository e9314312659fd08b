import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Reports as they were made: none is ever changed. */
export const reportsMigration: Migration = {
  id: '0331-reports',
  async up(tx) {
    await sql`
      create table pmo.report (
        number bigint generated always as identity primary key,
        id text collate "C" not null unique,
        report text not null check (report in ('portfolio-status', 'project-status', 'standards')),
        scope_kind text not null check (scope_kind in ('house', 'portfolio', 'project')),
        scope_id text collate "C" not null,
        planned text collate "C",
        day date not null,
        as_of timestamptz not null,
        made_at timestamptz not null default statement_timestamp(),
        made_by text not null,
        missing integer not null,
        document jsonb not null
      )`.execute(tx)
    // A job that runs twice makes one report a day.
    await sql`
      create unique index report_planned on pmo.report (planned, scope_id, day) where planned is not null`.execute(
      tx,
    )
    await sql`create index report_scope on pmo.report (report, scope_kind, scope_id, number)`.execute(tx)
  },
}
