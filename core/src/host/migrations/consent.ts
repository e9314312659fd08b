import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Consents that were begun and not ended yet: what the reply of the authorization server is measured against. */
export const consentMigration: Migration = {
  id: '0120-consent',
  async up(tx) {
    await sql`
      create table pmo.consent (
        state_hash text primary key,
        connection text not null,
        grant_name text not null,
        sealed text not null,
        begun_by text not null,
        expires_at timestamptz not null
      )`.execute(tx)
  },
}
