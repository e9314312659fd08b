import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/** Tokens of the API: hashes only. */
export const apiTokensMigration: Migration = {
  id: '0011-api-tokens',
  async up(tx) {
    await sql`
      create table pmo.api_token (
        id text primary key,
        name text not null,
        hash text not null,
        role text not null check (role in ('reader', 'planner', 'admin')),
        created_at timestamptz not null default now(),
        created_by text not null,
        last_used_on date,
        revoked_at timestamptz
      )`.execute(tx)
    await sql`create unique index api_token_name on pmo.api_token (name) where revoked_at is null`.execute(tx)
  },
}
