import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/**
 * Runs of the rules, what each rule says of each unit now, and how that has changed. A unit remembers from what it was
 * judged last, so that it is judged again only where that is otherwise.
 */
export const checkRunsMigration: Migration = {
  id: '0150-check-runs',
  async up(tx) {
    await sql`
      create table pmo.check_run (
        number bigint generated always as identity primary key,
        id uuid not null unique,
        trigger text not null,
        scope text not null,
        state text not null default 'running',
        reason text,
        holder text,
        started_at timestamptz not null default now(),
        finished_at timestamptz,
        today date not null,
        units integer not null default 0,
        rules integer not null default 0,
        counts jsonb not null default '{}',
        findings jsonb not null default '{}'
      )`.execute(tx)
    await sql`
      create table pmo.check_unit (
        unit text collate "C" primary key,
        xid xid8 not null,
        seq bigint not null,
        today date not null,
        rules text not null,
        facts text not null,
        judged_at timestamptz not null,
        run uuid not null
      )`.execute(tx)
    await sql`
      create table pmo.rule_result (
        rule text collate "C" not null,
        unit text collate "C" not null,
        project text,
        version text not null,
        fingerprint text not null,
        severity text not null,
        pass integer not null,
        fail integer not null,
        not_applicable integer not null,
        unknown integer not null,
        error integer not null,
        figure jsonb,
        message text,
        undecided jsonb not null default '[]',
        since timestamptz not null,
        run uuid not null,
        primary key (unit, rule)
      )`.execute(tx)
    await sql`create index rule_result_rule on pmo.rule_result (rule, unit)`.execute(tx)
    await sql`
      create table pmo.rule_history (
        number bigint generated always as identity primary key,
        rule text collate "C" not null,
        unit text collate "C" not null,
        version text,
        fingerprint text,
        pass integer not null,
        fail integer not null,
        not_applicable integer not null,
        unknown integer not null,
        error integer not null,
        figure jsonb,
        in_force boolean not null default true,
        at timestamptz not null,
        today date not null,
        run uuid not null
      )`.execute(tx)
    await sql`create index rule_history_of on pmo.rule_history (unit, rule, number)`.execute(tx)
    await sql`create index rule_history_rule on pmo.rule_history (rule, at)`.execute(tx)
  },
}
