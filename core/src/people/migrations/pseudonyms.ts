import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** People who are to be forgotten. Of their names only salted digests are kept, to know them again. */
export const pseudonymsMigration: Migration = {
  id: '0050-pseudonyms',
  async up(tx) {
    await sql`
      create table pmo.pseudonym (
        connection text collate "C" not null,
        account text collate "C" not null,
        pseudonym text not null,
        salt text not null,
        digests text[] not null,
        decided_by text not null,
        decided_at timestamptz not null default now(),
        primary key (connection, account)
      )`.execute(tx)
  },
}
