import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** What persons decided about plugins, each decision a row that is never changed. */
export const pluginDecisionsMigration: Migration = {
  id: '0070-plugin-decisions',
  async up(tx) {
    await sql`
      create table pmo.plugin_decision (
        position bigint generated always as identity primary key,
        plugin text not null,
        decision text not null check (decision in ('enable', 'disable', 'quarantine', 'release')),
        decided_by text not null,
        decided_at timestamptz not null default now(),
        reason text,
        source text not null
      )`.execute(tx)
    await sql`create index plugin_decision_by_plugin on pmo.plugin_decision (plugin, position)`.execute(tx)
  },
}
