import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/** Conflicts since they were first seen: one row as long as each lasts. One row says up to when they were looked for. */
export const conflictsMigration: Migration = {
  id: '0131-conflicts',
  async up(tx) {
    await sql`
      create table pmo.conflict (
        number bigint generated always as identity primary key,
        id text collate "C" not null,
        kind text not null,
        body jsonb not null,
        projects text[] not null default '{}',
        size double precision not null,
        first_seen timestamptz not null default now(),
        ended_at timestamptz
      )`.execute(tx)
    await sql`create unique index conflict_open on pmo.conflict (id) where ended_at is null`.execute(tx)
    await sql`create index conflict_ended on pmo.conflict (ended_at, number)`.execute(tx)
    await sql`
      create table pmo.conflict_look (
        one boolean primary key default true check (one),
        as_of timestamptz not null,
        unchecked jsonb not null
      )`.execute(tx)
  },
}
