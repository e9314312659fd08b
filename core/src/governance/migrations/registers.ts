import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** The PMO's own records: entries as they stand, every version of each, and which tolerances are breached now. */
export const registersMigration: Migration = {
  id: '0140-registers',
  async up(tx) {
    await sql`
      create table pmo.register_entry (
        id text collate "C" primary key,
        kind text not null,
        project text,
        body jsonb not null,
        version integer not null check (version > 0),
        added_at timestamptz not null default now(),
        changed_by text not null,
        changed_at timestamptz not null default now(),
        withdrawn text
      )`.execute(tx)
    await sql`create index register_entry_project on pmo.register_entry (project, kind)`.execute(tx)
    await sql`create index register_entry_kind on pmo.register_entry (kind, id)`.execute(tx)
    await sql`
      create table pmo.register_version (
        id text collate "C" not null references pmo.register_entry (id),
        version integer not null,
        what text not null check (what in ('added', 'changed', 'withdrawn', 'returned')),
        project text,
        body jsonb not null,
        reason text,
        changed_by text not null,
        changed_at timestamptz not null default now(),
        primary key (id, version)
      )`.execute(tx)
    await sql`
      create table pmo.tripwire (
        rule text not null,
        project text not null,
        tolerance text collate "C" not null,
        review text collate "C" not null references pmo.register_entry (id),
        since timestamptz not null default now(),
        primary key (rule, project, tolerance)
      )`.execute(tx)
    // However many runs find a breach at once: a tolerance of a project has one open review.
    await sql`
      create unique index register_open_review
        on pmo.register_entry (project, (body ->> 'tripwire'))
        where kind = 'review' and withdrawn is null and body ->> 'closed' is null`.execute(tx)
  },
}
