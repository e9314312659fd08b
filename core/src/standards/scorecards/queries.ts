import type { CheckSeverity } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../../database/index.ts'
import type { ScoredRule } from './scorecard.ts'

interface ScoreRow {
  readonly project: string
  readonly rule: string
  readonly severity: CheckSeverity | null
  readonly pass: number
  readonly fail: number
  readonly not_applicable: number
  readonly unknown: number
  readonly error: number
  readonly waived: number
}

/** A rule of one project with its counts. */
export interface ProjectRule extends ScoredRule {
  readonly project: string
}

const ruleOf = ({ project, rule, severity, waived, not_applicable, ...counts }: ScoreRow): ProjectRule => ({
  project,
  rule,
  counts: {
    pass: counts.pass,
    fail: counts.fail,
    notApplicable: not_applicable,
    unknown: counts.unknown,
    error: counts.error,
  },
  waived,
  ...(severity !== null && { severity }),
})

/** What each rule says of each project now, with its waived findings; by project and rule. */
export async function scoredNow(
  handle: Handle,
  projects: readonly string[],
): Promise<readonly ProjectRule[]> {
  const units = projects.map((id) => `project/${id}`)
  const { rows } = await sql<ScoreRow>`
    select result.project, result.rule, result.severity, result.pass, result.fail, result.not_applicable,
      result.unknown, result.error, coalesce(live.waived, 0) as waived
    from pmo.rule_result as result
    left join (
      select unit, rule, count(*)::integer as waived from pmo.finding
      where state = 'waived' and unit = any(${units}::text[]) group by unit, rule
    ) as live on live.unit = result.unit and live.rule = result.rule
    where result.unit = any(${units}::text[])
    order by result.project, result.rule`.execute(handle)
  return rows.map(ruleOf)
}

/** Instants at which projects were judged last; one that never was is missing. */
export async function judgedAt(
  handle: Handle,
  projects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const units = projects.map((id) => `project/${id}`)
  const { rows } = await sql<{ unit: string; judged_at: string }>`
    select unit, judged_at from pmo.check_unit where unit = any(${units}::text[])`.execute(handle)
  return new Map(rows.map((row) => [row.unit.slice('project/'.length), row.judged_at]))
}

/** What each rule said of a project at the end of some days; of days before the first result there is none. */
export async function scoredThen(
  handle: Handle,
  project: string,
  days: readonly string[],
): Promise<ReadonlyMap<string, readonly ScoredRule[]>> {
  const { rows } = await sql<ScoreRow & { day: string }>`
    select asked.day::text as day, ${project} as project, told.rule, told.severity, told.pass, told.fail,
      told.not_applicable, told.unknown, told.error, 0 as waived
    from unnest(${[...days]}::date[]) as asked (day)
    cross join lateral (
      select distinct on (history.rule) history.*, now.severity
      from pmo.rule_history as history
      left join pmo.rule_result as now on now.unit = history.unit and now.rule = history.rule
      where history.unit = ${`project/${project}`} and history.today <= asked.day
      order by history.rule, history.number desc
    ) as told
    where told.in_force
    order by asked.day, told.rule`.execute(handle)
  const byDay = new Map<string, ScoredRule[]>()
  for (const { day, ...row } of rows) {
    const of = byDay.get(day)
    if (of === undefined) byDay.set(day, [ruleOf(row)])
    else of.push(ruleOf(row))
  }
  return byDay
}
