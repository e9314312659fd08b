import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/** Risks that forecasts count; a row is never changed but for its end. */
export const forecastRisksMigration: Migration = {
  id: '0135-forecast-risks',
  async up(tx) {
    await sql`
      create table pmo.forecast_risk (
        id bigint generated always as identity primary key,
        title text not null,
        probability double precision not null check (probability between 0 and 1),
        impact_low double precision not null,
        impact_likely double precision not null check (impact_likely >= impact_low),
        impact_high double precision not null check (impact_high >= impact_likely),
        items text[] not null,
        note text,
        stated_by text not null,
        stated_at timestamptz not null default now(),
        ended_by text,
        ended_at timestamptz,
        check ((ended_by is null) = (ended_at is null))
      )`.execute(tx)
  },
}
