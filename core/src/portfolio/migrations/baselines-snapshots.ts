import { sql } from 'kysely'
import type { Migration, Tx } from '../../database/index.ts'

/**
 * What was promised, and how projects stood on each day. A baseline is never changed, but for what supersedes it; a snapshot is
 * replaced while its day lasts, and never after.
 */
export const baselinesMigration: Migration = {
  id: '0134-baselines-snapshots',
  async up(tx) {
    await createBaseline(tx)
    await sql`
      create table pmo.snapshot (
        project text collate "C" not null,
        day date not null,
        taken_at timestamptz not null default statement_timestamp(),
        figures jsonb not null,
        primary key (project, day)
      )`.execute(tx)
  },
}

async function createBaseline(tx: Tx): Promise<void> {
  await sql`
    create table pmo.baseline (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('baseline', 'plan')),
      scope_kind text not null check (scope_kind in ('project', 'program', 'portfolio')),
      scope_id text collate "C" not null,
      number integer not null,
      name text not null,
      reason text not null,
      decision text,
      captured_by text not null,
      captured_at timestamptz not null default statement_timestamp(),
      as_of jsonb not null,
      superseded_at timestamptz,
      items integer not null,
      unique (kind, scope_kind, scope_id, number)
    )`.execute(tx)
  // Rows name records by their public keys: core's own ids may change with a restore, and records can go.
  await sql`
    create table pmo.baseline_row (
      baseline_id bigint not null references pmo.baseline (id),
      position integer not null,
      connection text collate "C" not null,
      kind text not null,
      ref text collate "C" not null,
      data jsonb not null,
      primary key (baseline_id, position),
      unique (baseline_id, connection, kind, ref)
    )`.execute(tx)
}
