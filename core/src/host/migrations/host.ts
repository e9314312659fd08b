import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Secrets and tokens (sealed), seen deliveries, and what is known of trackers' limits. */
export const hostMigration: Migration = {
  id: '0030-host',
  async up(tx) {
    await sql`
      create table pmo.secret (
        connection text not null,
        name text not null,
        sealed text not null,
        changed_by text not null,
        changed_at timestamptz not null default now(),
        primary key (connection, name)
      )`.execute(tx)
    await sql`
      create table pmo.token (
        connection text primary key,
        sealed text,
        revision bigint not null default 0,
        claimed_by text,
        claimed_until timestamptz
      )`.execute(tx)
    await sql`
      create table pmo.delivery (
        connection text not null,
        delivery text not null,
        received_at timestamptz not null,
        primary key (connection, delivery)
      )`.execute(tx)
    await sql`create index delivery_by_time on pmo.delivery (received_at)`.execute(tx)
    await sql`
      create table pmo.rate_state (
        connection text primary key,
        state jsonb not null,
        revision bigint not null
      )`.execute(tx)
  },
}
