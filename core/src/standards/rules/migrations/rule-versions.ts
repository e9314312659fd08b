import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/** Versions of the rules of the house and of the settings of all rules: who changed what, approved by whom, in force when. */
export const ruleVersionsMigration: Migration = {
  id: '0152-rule-versions',
  async up(tx) {
    await sql`
      create table pmo.rule_version (
        number bigint generated always as identity primary key,
        kind text not null check (kind in ('house', 'setting')),
        rule text collate "C" not null,
        version integer not null,
        managed text not null check (managed in ('file', 'api')),
        body jsonb,
        state text not null check (state in ('waiting', 'approved', 'rejected')),
        requested_by text not null,
        requested_at timestamptz not null,
        reason text,
        decided_by text,
        decided_at timestamptz,
        decision text,
        effective_from text collate "C" not null,
        unique (kind, rule, version)
      )`.execute(tx)
  },
}
