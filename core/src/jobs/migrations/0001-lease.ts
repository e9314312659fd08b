import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Leases: who may work on a named thing, until when, and the number that later writes are checked against. */
export const leaseMigration: Migration = {
  id: '0001-lease',
  async up(tx) {
    await sql`
      create table pmo.lease (
        name text primary key,
        fence bigint not null,
        holder text not null,
        expires_at timestamptz not null
      )`.execute(tx)
  },
}
