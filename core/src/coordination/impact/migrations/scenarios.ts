import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/**
 * What-if scenarios: what each version supposes, and what came out whenever it was run. They name items and people
 * by their public keys alone, so that nobody has to be forgotten in them.
 */
export const scenariosMigration: Migration = {
  id: '0132-scenarios',
  async up(tx) {
    await sql`
      create table pmo.scenario (
        id bigint generated always as identity primary key,
        name text not null,
        note text,
        created_by text not null,
        created_at timestamptz not null default now(),
        withdrawn_by text,
        withdrawn_at timestamptz
      )`.execute(tx)
    await sql`create unique index scenario_name on pmo.scenario (lower(name)) where withdrawn_at is null`.execute(
      tx,
    )
    await sql`
      create table pmo.scenario_version (
        scenario bigint not null references pmo.scenario,
        version integer not null,
        steps jsonb not null,
        reason text,
        written_by text not null,
        written_at timestamptz not null default now(),
        primary key (scenario, version)
      )`.execute(tx)
    await sql`
      create table pmo.scenario_run (
        id bigint generated always as identity primary key,
        scenario bigint not null,
        version integer not null,
        as_of timestamptz not null,
        feed_position text not null,
        basis text not null,
        result jsonb not null,
        ran_by text not null,
        ran_at timestamptz not null default now(),
        foreign key (scenario, version) references pmo.scenario_version
      )`.execute(tx)
    await sql`create index scenario_run_scenario on pmo.scenario_run (scenario, id)`.execute(tx)
    await sql`
      create table pmo.scenario_adoption (
        plan bigint primary key,
        scenario bigint not null references pmo.scenario,
        run bigint not null references pmo.scenario_run,
        adopted_by text not null,
        adopted_at timestamptz not null default now()
      )`.execute(tx)
  },
}
