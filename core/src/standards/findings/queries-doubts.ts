import { sql } from 'kysely'
import type { Handle, Tx } from '../../database/index.ts'
import type { VerdictFilter } from './queries-list.ts'
import { rowsText } from './queries-record.ts'
import type { StandingOfRule } from './recorder.ts'
import { findings } from './tables.ts'

/** A finding that could not be looked for, with why. */
export interface Doubted {
  readonly id: string
  readonly why: string
}

/** Notes since when findings could not be looked for again; those that are in doubt already keep their moment and reason. */
export async function noteDoubts(tx: Tx, doubted: readonly Doubted[], at: string): Promise<void> {
  if (doubted.length === 0) return
  await sql`
    update pmo.finding as old set doubted_since = ${at}::timestamptz, doubt = now.why
    from json_to_recordset(${rowsText(doubted)}::json) as now (id text, why text)
    where old.id = now.id and old.doubted_since is null`.execute(findings(tx))
}

/** Findings that were looked for again. */
export async function endDoubts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update pmo.finding set doubted_since = null, doubt = null where id = any(${[...ids]}::text[])`.execute(
    findings(tx),
  )
}

/** How many findings stand of each rule: open ones, those under a waiver, and those of both that are in doubt. */
export async function standingByRule(
  handle: Handle,
  { projects, rules }: VerdictFilter,
): Promise<readonly StandingOfRule[]> {
  const all = [sql`state <> 'resolved'`]
  if (projects !== undefined) all.push(sql`project = any(${[...projects]}::text[])`)
  if (rules !== undefined) all.push(sql`rule = any(${[...rules]}::text[])`)
  const { rows } = await sql<StandingOfRule>`
    select rule, count(*) filter (where state = 'open')::integer as open,
      count(*) filter (where state = 'waived')::integer as waived,
      count(doubted_since)::integer as doubted
    from pmo.finding where ${sql.join(all, sql` and `)} group by rule order by rule`.execute(findings(handle))
  return rows
}

/** Projects that findings were ever kept of, out of some. */
export async function projectsWithFindings(
  handle: Handle,
  projects: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ project: string }>`
    select asked.project from unnest(${[...projects]}::text[]) as asked (project)
    where exists (select from pmo.finding where finding.project = asked.project)`.execute(findings(handle))
  return new Set(rows.map(({ project }) => project))
}
