import { cleanText, mayNeedCleaning } from '@headless-pmo/engine'
import { sql } from 'kysely'
import type { Tx } from '../../database/index.ts'
import type { Draft } from './draft.ts'
import type { FindingEventType } from './finding.ts'
import type { JudgedOutcome, Judgement } from './judgement.ts'
import { findings, type FindingBody, type FindingTable } from './tables.ts'

/** Rows of one statement. */
const BATCH = 500

/** A finding that is not resolved, as far as it is compared. */
export type LiveFinding = Pick<
  FindingTable,
  'id' | 'key' | 'rule' | 'digest' | 'severity' | 'state' | 'version' | 'opened_day' | 'doubted_since'
> & { readonly subject: FindingBody['subject'] }

/** A finding that is known by its id, resolved or of another unit. */
export type KnownFinding = LiveFinding & Pick<FindingTable, 'unit' | 'waiver' | 'resolved_run' | 'opened_at'>

/** Text of rows for `json_to_recordset`: what no database can hold becomes U+FFFD. */
export function rowsText(rows: readonly unknown[]): string {
  const text = JSON.stringify(rows)
  return mayNeedCleaning(text) ? JSON.stringify(cleanText(rows).value) : text
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}

/** Nobody tells the news while somebody who holds this makes some: an event is never told before an earlier one is there. */
export async function makeNews(tx: Tx): Promise<void> {
  await sql`select 1 from pmo.finding_news for share`.execute(tx)
}

/** What the rules have found in a unit and is not resolved, a page after the other. */
export async function* liveFindings(
  tx: Tx,
  unit: string,
  rules: readonly string[] | undefined,
): AsyncGenerator<readonly LiveFinding[]> {
  let after = { rule: '', id: '' }
  for (;;) {
    const { rows } = await sql<LiveFinding>`
      select id, key, rule, digest, severity, state, version, opened_day, doubted_since,
        body->'subject' as subject
      from pmo.finding
      where unit = ${unit} and state <> 'resolved'
        ${rules === undefined ? sql`` : sql`and rule = any(${[...rules]}::text[])`}
        and (rule, id) > (${after.rule}, ${after.id})
      order by rule, id limit ${BATCH * 4}`.execute(findings(tx))
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH * 4) return
    after = last
  }
}

/** What is known of findings that are not live in the unit: they were resolved, or lie in another unit. */
export async function knownFindings(tx: Tx, ids: readonly string[]): Promise<Map<string, KnownFinding>> {
  const known = new Map<string, KnownFinding>()
  for (const some of batches(ids)) {
    const { rows } = await sql<KnownFinding>`
      select id, key, rule, digest, severity, state, version, opened_day, doubted_since,
        body->'subject' as subject, unit, waiver, resolved_run, opened_at
      from pmo.finding where id = any(${[...some]}::text[]) order by id for update`.execute(findings(tx))
    for (const row of rows) known.set(row.id, row)
  }
  return known
}

/** A finding as it is written. */
export interface WrittenFinding extends Draft {
  readonly state: 'open' | 'waived'
  readonly due: string | null
  readonly opened_day: string
  readonly opened_at: string
  readonly since: string
  readonly waiver: string | null
  /** How often more it has come again. */
  readonly again: 0 | 1
}

/** Writes findings that open, come again, or come to another unit. */
export async function writeFindings(
  tx: Tx,
  of: { readonly unit: string; readonly project: string | null },
  rows: readonly WrittenFinding[],
): Promise<void> {
  for (const some of batches(rows)) {
    await sql`
      insert into pmo.finding as old (id, key, rule, version, title, severity, unit, project, state, digest, body,
        owner_role, due_days, due, opened_day, first_seen, opened_at, since, waiver)
      select id, key, rule, version, title, severity, ${of.unit}, ${of.project}, state, digest, body,
        owner_role, due_days, due, opened_day, opened_at, opened_at, since, waiver
      from json_to_recordset(${rowsText(some)}::json) as now (id text, key text, rule text, version text, title text,
        severity smallint, state text, digest text, body jsonb, owner_role text, due_days integer, due text,
        opened_day text, opened_at timestamptz, since timestamptz, waiver text)
      on conflict (id) do update set version = excluded.version, title = excluded.title,
        severity = excluded.severity, unit = excluded.unit, project = excluded.project, state = excluded.state,
        digest = excluded.digest, body = excluded.body, owner_role = excluded.owner_role,
        due_days = excluded.due_days, due = excluded.due, opened_day = excluded.opened_day,
        opened_at = excluded.opened_at, since = excluded.since, waiver = excluded.waiver, resolved_run = null,
        doubted_since = null, doubt = null`.execute(findings(tx))
    const again = some.filter(({ again: more }) => more === 1).map(({ id }) => id)
    if (again.length > 0)
      await sql`update pmo.finding set reopened = reopened + 1 where id = any(${again}::text[])`.execute(
        findings(tx),
      )
  }
}

/** Writes what is said otherwise than before of findings that stay in their state. */
export async function updateFindings(
  tx: Tx,
  rows: readonly (Draft & { readonly due: string | null })[],
): Promise<void> {
  for (const some of batches(rows)) {
    await sql`
      update pmo.finding as old set version = now.version, title = now.title, severity = now.severity,
        digest = now.digest, body = now.body, owner_role = now.owner_role, due_days = now.due_days, due = now.due
      from json_to_recordset(${rowsText(some)}::json) as now (id text, version text, title text, severity smallint,
        digest text, body jsonb, owner_role text, due_days integer, due text)
      where old.id = now.id`.execute(findings(tx))
  }
}

/** Resolves findings of a unit, with an event each; one that has gone to another unit meanwhile stays. The waiver stays named: it tells how it was accepted until then. */
export async function resolveFindings(
  tx: Tx,
  ids: readonly string[],
  { unit, at, run }: { readonly unit: string; readonly at: string; readonly run: string },
): Promise<void> {
  for (const some of batches(ids)) {
    await sql`
      with gone as (
        update pmo.finding set state = 'resolved', since = ${at}::timestamptz, resolved_run = ${run},
          doubted_since = null, doubt = null
        where id = any(${[...some]}::text[]) and unit = ${unit} and state <> 'resolved'
        returning id, version, body->>'message' as message
      )
      insert into pmo.finding_event (finding, type, at, by, version, message)
      select id, 'resolved', ${at}::timestamptz, ${run}, version, message from gone order by id`.execute(
      findings(tx),
    )
  }
}

/** Something that happened to a finding, as it is written. */
export interface NewEvent {
  readonly finding: string
  readonly type: FindingEventType
  readonly version: string
  readonly message: string
  readonly waiver: string | null
}

/** Adds events. */
export async function addEvents(
  tx: Tx,
  events: readonly NewEvent[],
  { at, by }: { readonly at: string; readonly by: string },
): Promise<void> {
  for (const some of batches(events)) {
    await sql`
      insert into pmo.finding_event (finding, type, at, by, version, message, waiver)
      select finding, type, ${at}::timestamptz, ${by}, version, message, waiver
      from json_to_recordset(${rowsText(some)}::json)
        as now (finding text, type text, version text, message text, waiver text)`.execute(findings(tx))
  }
}

/** Notes how many subjects got each verdict, and what could not be judged. */
export async function noteJudged(
  tx: Tx,
  { unit, at, today, run }: Omit<Judgement, 'judged'>,
  judged: readonly { readonly rule: string; readonly version: string; readonly outcome: JudgedOutcome }[],
): Promise<void> {
  const rows = judged.map(({ rule, version, outcome: { counts, undecided } }) => ({
    rule,
    version,
    pass: counts.pass,
    fail: counts.fail,
    not_applicable: counts.notApplicable,
    unknown: counts.unknown,
    error: counts.error,
    undecided,
  }))
  for (const some of batches(rows)) {
    await sql`
      insert into pmo.judged (unit, rule, project, version, at, today, run, pass, fail, not_applicable, unknown,
        error, undecided)
      select ${unit}, rule, ${projectOf(unit)}, version, ${at}::timestamptz, ${today}, ${run}, pass, fail,
        not_applicable, unknown, error, undecided
      from json_to_recordset(${rowsText(some)}::json) as now (rule text, version text, pass integer, fail integer,
        not_applicable integer, unknown integer, error integer, undecided jsonb)
      on conflict (unit, rule) do update set version = excluded.version, at = excluded.at,
        today = excluded.today, run = excluded.run, pass = excluded.pass, fail = excluded.fail,
        not_applicable = excluded.not_applicable, unknown = excluded.unknown, error = excluded.error,
        undecided = excluded.undecided`.execute(findings(tx))
  }
}

/** Takes away what was noted of rules that judge a unit no longer. */
export async function forgetJudged(
  tx: Tx,
  unit: string,
  rules: readonly string[] | undefined,
): Promise<void> {
  await sql`
    delete from pmo.judged where unit = ${unit}
      ${rules === undefined ? sql`` : sql`and rule = any(${[...rules]}::text[])`}`.execute(findings(tx))
}

/** The project of a unit's text. */
export function projectOf(unit: string): string | null {
  return unit.startsWith('project/') ? unit.slice('project/'.length) : null
}
