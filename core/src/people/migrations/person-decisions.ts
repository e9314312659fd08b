import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** What somebody decided of two accounts; a row is never changed but for its withdrawal. */
export const personDecisionsMigration: Migration = {
  id: '0051-person-decisions',
  async up(tx) {
    await sql`
      create table pmo.person_decision (
        id bigint generated always as identity primary key,
        verdict text not null check (verdict in ('same', 'apart')),
        one_connection text collate "C" not null,
        one_ref text collate "C" not null,
        other_connection text collate "C" not null,
        other_ref text collate "C" not null,
        note text,
        decided_by text not null,
        decided_at timestamptz not null default now(),
        withdrawn_by text,
        withdrawn_at timestamptz
      )`.execute(tx)
  },
}
