import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Tokens in the addresses of webhooks (their hashes), the webhooks that trackers hold for us, and how the last check of them went. */
export const webhooksMigration: Migration = {
  id: '0110-webhooks',
  async up(tx) {
    await sql`
      create table pmo.webhook_token (
        connection text not null,
        hash text not null,
        purpose text not null,
        made_at timestamptz not null,
        primary key (connection, hash)
      )`.execute(tx)
    await sql`
      create table pmo.webhook_lease (
        connection text not null,
        id text not null,
        token_hash text not null,
        renewed_at timestamptz not null,
        expires_at timestamptz,
        primary key (connection, id)
      )`.execute(tx)
    await sql`
      create table pmo.webhook_check (
        connection text primary key,
        checked_at timestamptz not null,
        problem text,
        gap_at timestamptz,
        gap_reason text
      )`.execute(tx)
  },
}
