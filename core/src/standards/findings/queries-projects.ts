import { sql } from 'kysely'
import type { Handle } from '../../database/index.ts'
import { SEVERITIES } from './finding.ts'
import { findings } from './tables.ts'

/** What the rules said of a project last: verdicts of all its subjects, and the findings that stand. */
export interface ProjectVerdicts {
  readonly project: string
  readonly pass: number
  readonly fail: number
  readonly unknown: number
  readonly error: number
  /** Findings that are open. */
  readonly open: number
  /** Those of severity `error`. */
  readonly breach: number
  /** Those past the day by which they were to be put right. */
  readonly overdue: number
  /** Those of severity `error` past that day. */
  readonly overdueBreach: number
  /** Findings that somebody has accepted for a time. */
  readonly waived: number
  /** Instant of the last judgement. */
  readonly asOf: string
}

/** Of each project that was judged, in one question. @param today calendar day, YYYY-MM-DD */
export async function verdictsOfProjects(
  handle: Handle,
  today: string,
): Promise<ReadonlyMap<string, ProjectVerdicts>> {
  const worst = SEVERITIES.indexOf('error')
  const { rows } = await sql<ProjectVerdicts>`
    select judged.project, judged.pass, judged.fail, judged.unknown, judged.error, judged.as_of as "asOf",
      coalesce(live.open, 0) as open, coalesce(live.breach, 0) as breach, coalesce(live.overdue, 0) as overdue,
      coalesce(live.overdue_breach, 0) as "overdueBreach", coalesce(live.waived, 0) as waived
    from (
      select project, sum(pass)::integer as pass, sum(fail)::integer as fail, sum(unknown)::integer as unknown,
        sum(error)::integer as error, max(at) as as_of
      from pmo.judged where project is not null group by project) as judged
    left join (
      select project, count(*) filter (where state = 'open')::integer as open,
        count(*) filter (where state = 'open' and severity = ${worst})::integer as breach,
        count(*) filter (where state = 'open' and due < ${today})::integer as overdue,
        count(*) filter (where state = 'open' and severity = ${worst} and due < ${today})::integer as overdue_breach,
        count(*) filter (where state = 'waived')::integer as waived
      from pmo.finding where state <> 'resolved' and project is not null group by project
    ) as live on live.project = judged.project`.execute(findings(handle))
  return new Map(rows.map((row) => [row.project, row]))
}

/** Another text as soon as a verdict or finding may be another. */
export async function findingsMark(handle: Handle): Promise<string> {
  const { rows } = await sql<{ events: string; judged: string }>`
    select coalesce((select max(number) from pmo.finding_event), 0)::text as events,
      coalesce((select max(at) from pmo.judged)::text, '') as judged`.execute(findings(handle))
  return JSON.stringify(rows[0])
}
