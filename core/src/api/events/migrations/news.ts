import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'
import { createNewsTriggers } from '../news-triggers.ts'

/**
 * News beside the change feed, numbered from the same sequence and kept with their transaction, so that one position
 * (xid, seq) stands for both; up to where they were dropped; and what notes them.
 */
export const newsMigration: Migration = {
  id: '0240-news',
  async up(tx) {
    await sql`
      create table pmo.news (
        xid xid8 not null default pg_current_xact_id(),
        seq bigint not null default nextval(pg_get_serial_sequence('pmo.change', 'seq')),
        at timestamptz not null default statement_timestamp(),
        kind text not null,
        data jsonb not null,
        primary key (xid, seq)
      )`.execute(tx)
    await sql`
      create table pmo.news_dropped (
        one boolean primary key default true check (one),
        xid xid8 not null default '0',
        seq bigint not null default 0
      )`.execute(tx)
    await sql`insert into pmo.news_dropped default values`.execute(tx)
    await createNewsTriggers(tx)
  },
}
