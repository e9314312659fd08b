import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/**
 * Links that the PMO states, links that were found in texts, and what people decided of those. Rows of people are never
 * changed but for their withdrawal. A found link keeps its row, and so its decisions, while its text comes and goes.
 */
export const linksMigration: Migration = {
  id: '0131-links',
  async up(tx) {
    await sql`
      create table pmo.stated_link (
        id bigint generated always as identity primary key,
        from_kind text not null check (from_kind in ('workItem', 'milestone', 'project')),
        from_connection text collate "C",
        from_ref text collate "C" not null,
        to_kind text not null check (to_kind in ('workItem', 'milestone', 'project')),
        to_connection text collate "C",
        to_ref text collate "C" not null,
        type text not null,
        lag jsonb,
        note text,
        stated_by text not null,
        stated_at timestamptz not null default now(),
        withdrawn_by text,
        withdrawn_at timestamptz,
        withdrawn_note text,
        check ((from_kind = 'project') = (from_connection is null)),
        check ((to_kind = 'project') = (to_connection is null))
      )`.execute(tx)
    await sql`create index stated_link_live on pmo.stated_link (id) where withdrawn_at is null`.execute(tx)
    await sql`
      create table pmo.found_link (
        id bigint generated always as identity primary key,
        record_id bigint not null,
        relation text not null,
        name text collate "C" not null,
        address text collate "C" not null default '',
        scope text collate "C" not null,
        field text not null,
        sentence text,
        target_id bigint,
        candidates integer not null default 0,
        found_at timestamptz not null default now(),
        gone_at timestamptz,
        unique (record_id, name, address, relation)
      )`.execute(tx)
    await sql`create index found_link_name on pmo.found_link (name)`.execute(tx)
    await sql`create index found_link_target on pmo.found_link (target_id)`.execute(tx)
    await sql`
      create table pmo.found_link_decision (
        id bigint generated always as identity primary key,
        found_link bigint not null references pmo.found_link (id),
        verdict text not null check (verdict in ('confirmed', 'rejected')),
        type text,
        reversed boolean not null default false,
        target_id bigint,
        note text,
        decided_by text not null,
        decided_at timestamptz not null default now(),
        withdrawn_by text,
        withdrawn_at timestamptz
      )`.execute(tx)
    await sql`
      create unique index found_link_decision_holds on pmo.found_link_decision (found_link)
      where withdrawn_at is null`.execute(tx)
  },
}
