import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/**
 * Findings, one row each for ever; what happened to them, only ever added to; how many subjects got each verdict; and the
 * waivers. Names of people are looked up when a finding is read, and never stood here.
 */
export const findingsMigration: Migration = {
  id: '0151-findings',
  async up(tx) {
    await sql`
      create table pmo.finding (
        number bigint generated always as identity primary key,
        id text collate "C" not null unique,
        key text not null,
        rule text collate "C" not null,
        version text not null,
        title text not null,
        severity smallint not null,
        unit text collate "C" not null,
        project text collate "C",
        state text not null check (state in ('open', 'waived', 'resolved')),
        digest text not null,
        body jsonb not null,
        owner_role text,
        due_days integer,
        due text,
        opened_day text not null,
        first_seen timestamptz not null,
        opened_at timestamptz not null,
        since timestamptz not null,
        reopened integer not null default 0,
        waiver text,
        resolved_run text
      )`.execute(tx)
    // What a run compares with; resolved ones may be many times as many.
    await sql`create index finding_live on pmo.finding (unit, rule, id) where state <> 'resolved'`.execute(tx)
    await sql`create index finding_listed on pmo.finding (state, severity, number)`.execute(tx)
    await sql`create index finding_project on pmo.finding (project, state, severity, number)`.execute(tx)
    await sql`create index finding_waiver on pmo.finding (waiver) where waiver is not null`.execute(tx)
    await sql`
      create table pmo.finding_event (
        number bigint generated always as identity primary key,
        finding text collate "C" not null,
        type text not null,
        at timestamptz not null,
        by text not null,
        version text not null,
        message text not null,
        waiver text
      )`.execute(tx)
    await sql`create index finding_event_of on pmo.finding_event (finding, number)`.execute(tx)
    await sql`
      create table pmo.finding_news (
        one boolean primary key default true check (one),
        told bigint not null default 0,
        waivers bigint not null default 0
      )`.execute(tx)
    await sql`insert into pmo.finding_news default values`.execute(tx)
    await sql`
      create table pmo.judged (
        unit text collate "C" not null,
        rule text collate "C" not null,
        project text collate "C",
        version text not null,
        at timestamptz not null,
        today text not null,
        run text not null,
        pass integer not null,
        fail integer not null,
        not_applicable integer not null,
        unknown integer not null,
        error integer not null,
        undecided jsonb not null,
        primary key (unit, rule)
      )`.execute(tx)
    await sql`create index judged_rule on pmo.judged (rule)`.execute(tx)
    await sql`
      create table pmo.waiver (
        number bigint generated always as identity primary key,
        id text collate "C" not null unique,
        finding text collate "C",
        rule text collate "C" not null,
        project text collate "C",
        reason text not null,
        risk text not null,
        until text not null,
        recurring boolean not null,
        state text not null
          check (state in ('requested', 'approved', 'refused', 'withdrawn', 'expired', 'ended')),
        requested_by text not null,
        requested_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        note text,
        check (finding is not null or project is not null)
      )`.execute(tx)
    await sql`create index waiver_held on pmo.waiver (state, until)`.execute(tx)
    await sql`create index waiver_rule on pmo.waiver (rule, project) where state = 'approved'`.execute(tx)
    await sql`create index waiver_finding on pmo.waiver (finding) where finding is not null`.execute(tx)
    await sql`
      create table pmo.waiver_event (
        number bigint generated always as identity primary key,
        waiver text collate "C" not null,
        state text not null,
        at timestamptz not null,
        by text not null,
        note text
      )`.execute(tx)
    await sql`create index waiver_event_of on pmo.waiver_event (waiver, number)`.execute(tx)
  },
}
