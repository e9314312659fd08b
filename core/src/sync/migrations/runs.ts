import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Runs: what syncing did, kept. */
export const runsMigration: Migration = {
  id: '0040-runs',
  async up(tx) {
    await sql`
      create table pmo.run (
        id text primary key,
        connection text not null,
        trigger text not null,
        full_read boolean not null,
        dry_run boolean not null,
        request jsonb not null,
        state text not null,
        holder text,
        queued_at timestamptz not null default now(),
        started_at timestamptz,
        ended_at timestamptz,
        cancel_requested boolean not null default false,
        progress jsonb not null,
        problem text,
        difference jsonb
      )`.execute(tx)
    await sql`create index run_by_connection on pmo.run (connection, queued_at desc)`.execute(tx)
    await sql`create index run_open on pmo.run (state) where ended_at is null`.execute(tx)
  },
}
