import { sql } from 'kysely'
import { jsonb, type Handle } from '../database/index.ts'
import type { Light } from '../portfolio/index.ts'
import type { HealthDay } from './overview-row.ts'

/** Keeps how healthy projects are on a day; equal lights write nothing. @returns how many were written */
export async function keepHealthDays(
  handle: Handle,
  day: string,
  lights: readonly { readonly project: string; readonly light: Light }[],
): Promise<number> {
  const { rows } = await sql`
    insert into pmo.health_day (project, day, light)
      select one.project, ${day}::date, one.light
      from jsonb_to_recordset(${jsonb(lights)}) as one (project text, light text)
    on conflict (project, day) do update set light = excluded.light, taken_at = statement_timestamp()
      where pmo.health_day.light <> excluded.light
    returning project`.execute(handle)
  return rows.length
}

/** Days of all projects from a day on, by project, oldest first. */
export async function keptHealthDays(
  handle: Handle,
  from: string,
): Promise<ReadonlyMap<string, readonly HealthDay[]>> {
  const { rows } = await sql<HealthDay & { readonly project: string }>`
    select project, to_char(day, 'YYYY-MM-DD') as day, light from pmo.health_day as kept
    where kept.day >= ${from}::date order by project, kept.day`.execute(handle)
  const days = new Map<string, HealthDay[]>()
  for (const { project, ...day } of rows) {
    const of = days.get(project)
    if (of === undefined) days.set(project, [day])
    else of.push(day)
  }
  return days
}
