import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/** Browsers that signed in with a token: hashes only; they end with their token. */
export const apiSessionsMigration: Migration = {
  id: '0242-api-sessions',
  async up(tx) {
    await sql`
      create table pmo.api_session (
        id text primary key,
        hash text not null,
        token_id text not null references pmo.api_token (id) on delete cascade,
        created_at timestamptz not null default now(),
        seen_at timestamptz not null default now(),
        expires_at timestamptz not null
      )`.execute(tx)
    await sql`create index api_session_token on pmo.api_session (token_id, created_at)`.execute(tx)
  },
}
