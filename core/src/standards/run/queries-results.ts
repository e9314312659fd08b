import type { CheckFigure, CheckSeverity } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import { keyset, pageOfKeyset, type Handle, type KeysetOrders } from '../../database/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
import type { Undecided, VerdictCounts } from './rule-outcome.ts'
import { runs } from './tables.ts'

/** What a rule says of a unit now. */
export interface RuleResult {
  readonly rule: string
  /** `project/<id>`, `unassigned` or `portfolio`. */
  readonly unit: string
  /** Id of the project; absent: of none, or of the portfolio. */
  readonly project?: string
  readonly version: string
  /** How bad a failure is, as it was set when the unit was judged. */
  readonly severity: CheckSeverity
  readonly counts: VerdictCounts
  readonly figure?: CheckFigure
  readonly message?: string
  readonly undecided: readonly Undecided[]
  /** Instant since when it says so. */
  readonly since: string
  /** Instant at which the unit was judged last; absent: never by all rules. */
  readonly judgedAt?: string
}

/** Verdicts by which results are found: those that have at least one subject of it. */
export const RESULT_VERDICTS = ['pass', 'fail', 'not_applicable', 'unknown', 'error'] as const

/** By what results can be sorted. */
export const RESULT_SORTS = ['unit', 'rule', 'severity', 'since', 'judgedAt', 'fail', 'unknown'] as const

const ORDERS: KeysetOrders<(typeof RESULT_SORTS)[number]> = {
  own: [
    { of: sql`result.unit`, type: 'text' },
    { of: sql`result.rule`, type: 'text' },
  ],
  by: {
    unit: { of: sql`result.unit`, type: 'text' },
    rule: { of: sql`result.rule`, type: 'text' },
    // The worst is the highest.
    severity: {
      of: sql`coalesce(array_position(array['info', 'warning', 'error'], result.severity), 0)`,
      type: 'bigint',
    },
    since: { of: sql`result.since`, type: 'timestamptz' },
    judgedAt: { of: sql`judged.judged_at`, type: 'timestamptz', nullable: true },
    fail: { of: sql`result.fail`, type: 'bigint' },
    unknown: { of: sql`result.unknown`, type: 'bigint' },
  },
  id: { of: sql`jsonb_build_array(result.unit, result.rule)::text`, type: 'text' },
}

/** What is asked of the results. */
export interface ResultFilter extends ListOrder<(typeof RESULT_SORTS)[number]> {
  readonly projects?: readonly string[]
  readonly rules?: readonly string[]
  readonly verdict?: (typeof RESULT_VERDICTS)[number]
  readonly limit: number
}

interface CountRow {
  readonly pass: number
  readonly fail: number
  readonly not_applicable: number
  readonly unknown: number
  readonly error: number
}

const countsOf = ({ pass, fail, not_applicable, unknown, error }: CountRow): VerdictCounts => ({
  pass,
  fail,
  notApplicable: not_applicable,
  unknown,
  error,
})

/** Results by unit and rule. */
export async function listResults(
  handle: Handle,
  { projects, rules, verdict, limit, ...question }: ResultFilter,
): Promise<{
  readonly items: readonly RuleResult[]
  readonly next?: string
}> {
  const { place, after, order } = keyset(ORDERS, question)
  const all = [sql`${after}`]
  if (projects !== undefined) all.push(sql`result.project = any(${[...projects]}::text[])`)
  if (rules !== undefined) all.push(sql`result.rule = any(${[...rules]}::text[])`)
  if (verdict !== undefined) all.push(sql`${sql.ref(`result.${verdict}`)} > 0`)
  const found = await sql<
    CountRow & {
      readonly place: readonly string[]
      readonly rule: string
      readonly unit: string
      readonly project: string | null
      readonly version: string
      readonly severity: CheckSeverity
      readonly figure: CheckFigure | null
      readonly message: string | null
      readonly undecided: readonly Undecided[]
      readonly since: string
      readonly judged_at: string | null
    }
  >`
    select result.*, judged.judged_at, ${place} as place from pmo.rule_result as result
    left join pmo.check_unit as judged on judged.unit = result.unit
    where ${sql.join(all, sql` and `)}
    order by ${order} limit ${limit + 1}`.execute(runs(handle))
  const { rows, ...next } = pageOfKeyset(found.rows, limit)
  return {
    items: rows.map((row) => ({
      rule: row.rule,
      unit: row.unit,
      ...(row.project !== null && { project: row.project }),
      version: row.version,
      severity: row.severity,
      counts: countsOf(row),
      ...(row.figure !== null && { figure: row.figure }),
      ...(row.message !== null && { message: row.message }),
      undecided: row.undecided,
      since: row.since,
      ...(row.judged_at !== null && { judgedAt: row.judged_at }),
    })),
    ...next,
  }
}

/** Verdicts of a rule, or of all rules, added up over what is asked for. */
export async function sumResults(
  handle: Handle,
  { projects, rules }: Pick<ResultFilter, 'projects' | 'rules'>,
): Promise<readonly { readonly rule: string; readonly units: number; readonly counts: VerdictCounts }[]> {
  const all = [sql`true`]
  if (projects !== undefined) all.push(sql`project = any(${[...projects]}::text[])`)
  if (rules !== undefined) all.push(sql`rule = any(${[...rules]}::text[])`)
  const { rows } = await sql<CountRow & { readonly rule: string; readonly units: number }>`
    select rule, count(*)::integer as units, sum(pass)::integer as pass, sum(fail)::integer as fail,
      sum(not_applicable)::integer as not_applicable, sum(unknown)::integer as unknown, sum(error)::integer as error
    from pmo.rule_result where ${sql.join(all, sql` and `)} group by rule order by rule`.execute(runs(handle))
  return rows.map((row) => ({ rule: row.rule, units: row.units, counts: countsOf(row) }))
}

/** Projects that were ever judged, out of some. */
export async function judgedProjects(
  handle: Handle,
  projects: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ project: string }>`
    select asked.project from unnest(${[...projects]}::text[]) as asked (project)
    where exists (select from pmo.rule_history where unit = 'project/' || asked.project)`.execute(
    runs(handle),
  )
  return new Set(rows.map(({ project }) => project))
}

/** What a rule said from a day on. */
export interface TrendPoint {
  /** Instant. */
  readonly at: string
  /** The day that was judged. */
  readonly today: string
  /** Absent: the rule was no longer in force, or several units have several. */
  readonly version?: string
  readonly counts: VerdictCounts
  /** Of one unit. */
  readonly figure?: CheckFigure
  readonly inForce: boolean
  /** Units that it judged. */
  readonly units: number
}

/** Points of a trend at most: those of the latest changes. */
const POINTS = 2_000

/**
 * The course of a rule over time: a point wherever it says otherwise than before, in one unit or added up over several.
 * At most the latest 2,000 changes.
 */
export async function resultTrend(
  handle: Handle,
  { rule, projects }: { readonly rule: string; readonly projects?: readonly string[] },
): Promise<readonly TrendPoint[]> {
  const units = projects?.map((id) => `project/${id}`)
  const within = units === undefined ? sql`true` : sql`unit = any(${units}::text[])`
  const { rows } = await sql<
    CountRow & {
      readonly at: string
      readonly today: string
      readonly version: string | null
      readonly figure: CheckFigure | null
      readonly units: number
    }
  >`
    with changes as (
      select number, unit, at, today, version, figure, in_force, run, pass, fail, not_applicable, unknown, error,
        lag(in_force) over of_unit as was, lag(pass) over of_unit as pass_before, lag(fail) over of_unit as fail_before,
        lag(not_applicable) over of_unit as na_before, lag(unknown) over of_unit as unknown_before,
        lag(error) over of_unit as error_before
      from pmo.rule_history where rule = ${rule} and ${within}
      window of_unit as (partition by unit order by number)),
    summed as (
      select number, unit, at, today::text as today, version, figure, run,
        sum(pass - coalesce(pass_before, 0)) over up_to as pass, sum(fail - coalesce(fail_before, 0)) over up_to as fail,
        sum(not_applicable - coalesce(na_before, 0)) over up_to as not_applicable,
        sum(unknown - coalesce(unknown_before, 0)) over up_to as unknown,
        sum(error - coalesce(error_before, 0)) over up_to as error,
        sum(in_force::integer - coalesce(was::integer, 0)) over up_to as units
      from changes window up_to as (order by number))
    select * from (
      select distinct on (run) number, unit, at, today, version, figure, run, pass::integer, fail::integer,
        not_applicable::integer, unknown::integer, error::integer, units::integer
      from summed order by run, number desc) as last_of_run
    order by number desc limit ${POINTS}`.execute(runs(handle))
  const isOne = units?.length === 1
  return rows.toReversed().map((row) => ({
    at: row.at,
    today: row.today,
    ...(isOne && row.version !== null && { version: row.version }),
    counts: countsOf(row),
    ...(isOne && row.figure !== null && { figure: row.figure }),
    inForce: row.units > 0,
    units: row.units,
  }))
}
