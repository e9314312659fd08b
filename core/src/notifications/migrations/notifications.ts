import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Notifications, what became of each of their deliveries, notifiers that are switched off, and what was told last. */
export const notificationsMigration: Migration = {
  id: '0060-notifications',
  async up(tx) {
    await sql`
      create table pmo.notification (
        id text primary key,
        type text not null,
        at timestamptz not null,
        body jsonb not null
      )`.execute(tx)
    await sql`create index notification_by_time on pmo.notification (at)`.execute(tx)
    await sql`
      create table pmo.notification_delivery (
        id text primary key,
        notification text not null references pmo.notification (id) on delete cascade,
        notifier text not null,
        state text not null check (state in ('waiting', 'delivered', 'dead')),
        turn integer not null default 0,
        attempts integer not null default 0,
        tries integer not null default 0,
        created_at timestamptz not null default now(),
        asked_at timestamptz not null default now(),
        next_at timestamptz,
        ended_at timestamptz,
        problem text,
        log jsonb not null default '[]'
      )`.execute(tx)
    await sql`
      create index notification_delivery_by_notifier
        on pmo.notification_delivery (notifier, created_at desc, id desc)`.execute(tx)
    await sql`
      create index notification_delivery_by_notification
        on pmo.notification_delivery (notification)`.execute(tx)
    await sql`
      create index notification_delivery_waiting
        on pmo.notification_delivery (next_at) where state = 'waiting'`.execute(tx)
    await sql`
      create table pmo.notifier_off (
        notifier text primary key,
        version integer not null,
        reason text not null,
        since timestamptz not null default now()
      )`.execute(tx)
    await sql`
      create table pmo.told (
        subject text primary key,
        state text,
        since timestamptz
      )`.execute(tx)
  },
}
