import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Mappings that were imported, with what each did, so that it can be taken back; a row changes only by that. */
export const personImportsMigration: Migration = {
  id: '0133-person-imports',
  async up(tx) {
    await sql`
      create table pmo.person_import (
        id bigint generated always as identity primary key,
        source text not null,
        note text,
        lines integer not null,
        changes jsonb not null,
        imported_by text not null,
        imported_at timestamptz not null default now(),
        reverted_by text,
        reverted_at timestamptz
      )`.execute(tx)
  },
}
