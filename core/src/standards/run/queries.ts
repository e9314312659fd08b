import { sql } from 'kysely'
import { jsonb, keyset, pageOfKeyset, type Handle, type KeysetOrders, type Tx } from '../../database/index.ts'
import type { FeedPosition } from '../../records/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
import type { CheckRun } from './check-run.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import { runs } from './tables.ts'
import { NO_COUNTS } from './tally.ts'
import { unitKey, unitOf, type Unit } from './unit.ts'

/** From what a unit was judged last. */
export interface UnitMark {
  readonly position: FeedPosition
  readonly today: string
  /** Which rules judged it, with which settings. */
  readonly rules: string
  /** What was computed of it. */
  readonly facts: string
}

/** All units that have been judged, by their text. */
export async function unitMarks(handle: Handle): Promise<ReadonlyMap<string, UnitMark>> {
  const { rows } = await sql<FeedPosition & Omit<UnitMark, 'position'> & { unit: string }>`
    select unit, xid::text as xid, seq, today::text as today, rules, facts from pmo.check_unit`.execute(
    runs(handle),
  )
  return new Map(
    rows.map(({ unit, xid, seq, today, rules, facts }) => [
      unit,
      { position: { xid, seq }, today, rules, facts },
    ]),
  )
}

/**
 * Holds the row of a unit until the transaction ends, so that two judgements of it come one after the other.
 * @returns whether nothing newer stands there; then this judgement may be kept
 */
export async function takeUnit(
  tx: Tx,
  unit: Unit,
  { mark, run, at }: { readonly mark: UnitMark; readonly run: string; readonly at: string },
): Promise<boolean> {
  const { xid, seq } = mark.position
  const { rows } = await sql<{ unit: string }>`
    insert into pmo.check_unit (unit, xid, seq, today, rules, facts, judged_at, run)
    values (${unitKey(unit)}, ${xid}::xid8, ${seq}, ${mark.today}, ${mark.rules}, ${mark.facts}, ${at}, ${run})
    on conflict (unit) do update set xid = excluded.xid, seq = excluded.seq, today = excluded.today,
      rules = excluded.rules, facts = excluded.facts, judged_at = excluded.judged_at, run = excluded.run
    where (check_unit.today, check_unit.xid, check_unit.seq) <= (excluded.today, excluded.xid, excluded.seq)
    returning unit`.execute(runs(tx))
  return rows.length > 0
}

/** The same for a judgement by some of the rules: it does not say what the unit was judged from. */
export async function holdUnit(
  tx: Tx,
  unit: Unit,
  mark: Pick<UnitMark, 'position' | 'today'>,
): Promise<boolean> {
  const { xid, seq } = mark.position
  const { rows } = await sql<{ older: boolean }>`
    select (today, xid, seq) <= (${mark.today}::date, ${xid}::xid8, ${seq}::bigint) as older
    from pmo.check_unit where unit = ${unitKey(unit)} for update`.execute(runs(tx))
  return rows[0]?.older ?? true
}

function rowsOf(outcomes: readonly RuleOutcome[]): string {
  return JSON.stringify(
    outcomes.map(({ counts, unit, figure, message, undecided, ...rest }) => ({
      rule: rest.rule,
      version: rest.version,
      fingerprint: rest.fingerprint,
      severity: rest.severity,
      unit: unitKey(unit),
      project: unit === 'portfolio' ? null : (unit.project ?? null),
      pass: counts.pass,
      fail: counts.fail,
      not_applicable: counts.notApplicable,
      unknown: counts.unknown,
      error: counts.error,
      figure: figure ?? null,
      message: message ?? null,
      undecided,
    })),
  )
}

/** Keeps what rules say of a unit, and in the history where they say otherwise than before. */
export async function keepOutcomes(
  tx: Tx,
  outcomes: readonly RuleOutcome[],
  { run, at, today }: { readonly run: string; readonly at: string; readonly today: string },
): Promise<void> {
  if (outcomes.length === 0) return
  await sql`
    with judged as (
      select * from json_to_recordset(${rowsOf(outcomes)}::json) as now (rule text, version text,
        fingerprint text, severity text, unit text, project text, pass integer, fail integer, not_applicable integer,
        unknown integer, error integer, figure jsonb, message text, undecided jsonb)),
    compared as (
      select judged.*, old.rule is null or (old.version, old.fingerprint, old.pass, old.fail,
          old.not_applicable, old.unknown, old.error, old.figure)
        is distinct from (judged.version, judged.fingerprint, judged.pass, judged.fail,
          judged.not_applicable, judged.unknown, judged.error, nullif(judged.figure, 'null'::jsonb)) as other,
        old.rule is null or (old.message, old.undecided, old.severity)
          is distinct from (judged.message, judged.undecided, judged.severity)
          as retold
      from judged left join pmo.rule_result as old on old.unit = judged.unit and old.rule = judged.rule),
    told as (
      insert into pmo.rule_history (rule, unit, version, fingerprint, pass, fail, not_applicable, unknown, error,
        figure, at, today, run)
      select rule, unit, version, fingerprint, pass, fail, not_applicable, unknown, error,
        nullif(figure, 'null'::jsonb), ${at}::timestamptz, ${today}::date, ${run}::uuid
      from compared where other order by rule)
    insert into pmo.rule_result as kept (rule, unit, project, version, fingerprint, severity, pass, fail, not_applicable,
      unknown, error, figure, message, undecided, since, run)
    select rule, unit, project, version, fingerprint, severity, pass, fail, not_applicable, unknown, error,
      nullif(figure, 'null'::jsonb), message, undecided, ${at}::timestamptz, ${run}::uuid
    from compared where other or retold
    on conflict (unit, rule) do update set project = excluded.project, version = excluded.version,
      fingerprint = excluded.fingerprint, severity = excluded.severity, pass = excluded.pass, fail = excluded.fail,
      not_applicable = excluded.not_applicable, unknown = excluded.unknown, error = excluded.error,
      figure = excluded.figure, message = excluded.message, undecided = excluded.undecided,
      run = excluded.run,
      since = case when (kept.version, kept.fingerprint, kept.pass, kept.fail, kept.not_applicable, kept.unknown,
          kept.error, kept.figure)
        is distinct from (excluded.version, excluded.fingerprint, excluded.pass, excluded.fail,
          excluded.not_applicable, excluded.unknown, excluded.error, excluded.figure)
        then excluded.since else kept.since end`.execute(runs(tx))
}

/** Takes the results of rules away that no longer judge a unit; the history says so. @returns their ids */
export async function dropResults(
  tx: Tx,
  unit: string,
  {
    inForce,
    run,
    at,
    today,
  }: {
    readonly inForce: readonly string[]
    readonly run: string
    readonly at: string
    readonly today: string
  },
): Promise<readonly string[]> {
  const { rows } = await sql<{ rule: string }>`
    with gone as (
      delete from pmo.rule_result where unit = ${unit} and not (rule = any(${[...inForce]}::text[]))
      returning rule)
    insert into pmo.rule_history (rule, unit, pass, fail, not_applicable, unknown, error, in_force, at, today, run)
    select rule, ${unit}, 0, 0, 0, 0, 0, false, ${at}::timestamptz, ${today}::date, ${run}::uuid from gone
    order by rule returning rule`.execute(runs(tx))
  return rows.map(({ rule }) => rule)
}

/** Notes that nothing has happened to units up to a place in the change feed. */
export async function advanceUnits(tx: Tx, { xid, seq }: FeedPosition): Promise<void> {
  await sql`
    update pmo.check_unit set xid = ${xid}::xid8, seq = ${seq}
    where (xid, seq) < (${xid}::xid8, ${seq}::bigint)`.execute(runs(tx))
}

/** Forgets from what a unit was judged that there is no longer. */
export async function dropUnit(tx: Tx, unit: string): Promise<void> {
  await runs(tx).deleteFrom('pmo.check_unit').where('unit', '=', unit).execute()
}

/** Notes that a run has begun. */
export async function beginRun(
  handle: Handle,
  run: Pick<CheckRun, 'id' | 'trigger' | 'scope' | 'today'> & { readonly holder: string },
): Promise<string> {
  const { started_at } = await runs(handle)
    .insertInto('pmo.check_run')
    .values(run)
    .returning('started_at')
    .executeTakeFirstOrThrow()
  return started_at
}

/** Notes how a run has ended, or how far it is. */
export async function noteRun(handle: Handle, run: CheckRun): Promise<void> {
  const { id, state, reason, units, rules, counts, findings } = run
  await runs(handle)
    .updateTable('pmo.check_run')
    .set({
      state,
      reason: reason ?? null,
      units,
      rules,
      counts: jsonb(counts),
      findings: jsonb(findings),
      ...(state !== 'running' && { finished_at: sql<string>`clock_timestamp()` }),
    })
    .where('id', '=', id)
    .execute()
}

interface RunRow {
  readonly number: number
  readonly id: string
  readonly trigger: CheckRun['trigger']
  readonly scope: CheckRun['scope']
  readonly state: CheckRun['state']
  readonly reason: string | null
  readonly started_at: string
  readonly finished_at: string | null
  readonly today: string
  readonly units: number
  readonly rules: number
  readonly counts: Partial<CheckRun['counts']>
  readonly findings: Partial<CheckRun['findings']>
}

const NO_FINDINGS: CheckRun['findings'] = { opened: 0, resolved: 0, reopened: 0 }

function runOf(row: RunRow): CheckRun {
  return {
    id: row.id,
    trigger: row.trigger,
    scope: row.scope,
    dry: false,
    state: row.state,
    ...(row.reason !== null && { reason: row.reason }),
    startedAt: row.started_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    today: row.today,
    units: row.units,
    rules: row.rules,
    counts: { ...NO_COUNTS, ...row.counts },
    findings: { ...NO_FINDINGS, ...row.findings },
  }
}

/** By what runs can be sorted. */
export const RUN_SORTS = ['startedAt', 'finishedAt', 'state', 'trigger'] as const

const ORDERS: KeysetOrders<(typeof RUN_SORTS)[number]> = {
  own: [{ of: sql`number`, type: 'bigint', descending: true }],
  by: {
    startedAt: { of: sql`started_at`, type: 'timestamptz' },
    finishedAt: { of: sql`finished_at`, type: 'timestamptz', nullable: true },
    state: { of: sql`state`, type: 'text' },
    trigger: { of: sql`trigger`, type: 'text' },
  },
}

/** A page of runs. */
export interface RunFilter extends ListOrder<(typeof RUN_SORTS)[number]> {
  readonly limit: number
}

/** Runs, the latest first. @throws PmoError `invalid-request` for a cursor of another list */
export async function listRuns(
  handle: Handle,
  { limit, ...question }: RunFilter,
): Promise<{ readonly items: readonly CheckRun[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, question)
  const found = await runs(handle)
    .selectFrom('pmo.check_run')
    .selectAll()
    .select(sql<string>`today::text`.as('today'))
    .select(place.as('place'))
    .where(after)
    .orderBy(order)
    .limit(limit + 1)
    .execute()
  const { rows, ...next } = pageOfKeyset(found, limit)
  return { items: rows.map(runOf), ...next }
}

/** One run. */
export async function findRun(handle: Handle, id: string): Promise<CheckRun | undefined> {
  const row = await runs(handle)
    .selectFrom('pmo.check_run')
    .selectAll()
    .select(sql<string>`today::text`.as('today'))
    .where(sql`id::text`, '=', id)
    .executeTakeFirst()
  return row && runOf(row)
}

/** Runs that have not ended, with who runs them. */
export async function openRuns(
  handle: Handle,
): Promise<readonly { readonly id: string; readonly holder: string | null }[]> {
  return runs(handle)
    .selectFrom('pmo.check_run')
    .select(['id', 'holder'])
    .where('state', '=', 'running')
    .execute()
}

/** Notes that a run was cut off. */
export async function abandonRun(handle: Handle, id: string): Promise<void> {
  await runs(handle)
    .updateTable('pmo.check_run')
    .set({
      state: 'failed',
      reason: 'The server stopped while it ran; the next run judges what it left.',
      finished_at: sql<string>`clock_timestamp()`,
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** Units that have results. */
export async function unitsWithResults(handle: Handle): Promise<readonly Unit[]> {
  const { rows } = await sql<{ unit: string }>`
    select unit from pmo.check_unit union select unit from pmo.rule_result`.execute(runs(handle))
  return rows.map(({ unit }) => unitOf(unit))
}
