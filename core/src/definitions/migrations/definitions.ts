import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Connections, portfolios, programs and projects, every version of them. */
export const definitionsMigration: Migration = {
  id: '0010-definitions',
  async up(tx) {
    await sql`
      create table pmo.definition (
        kind text not null,
        id text not null,
        version integer not null,
        managed text not null check (managed in ('file', 'api')),
        body jsonb,
        position integer not null default 0,
        changed_by text not null,
        changed_at timestamptz not null default now(),
        effective_from timestamptz not null default now(),
        primary key (kind, id, version)
      )`.execute(tx)
  },
}
