import { sql, type RawBuilder } from 'kysely'
import type { CheckSeverity } from '@headless-pmo/sdk'
import { keyset, pageOfKeyset, type Handle, type KeysetOrders } from '../../database/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
import { SEVERITIES, type Finding, type FindingEvent, type FindingState } from './finding.ts'
import { ASSIGNED_ITEM } from './assigned-item.ts'
import { ASSIGNEE } from './owner-role.ts'
import { findings, type FindingTable, type JudgedTable } from './tables.ts'

type ListedRow = FindingTable & {
  readonly number: number
  readonly reopened: number
  readonly last_seen: string | null
}

/** By what findings can be sorted. */
export const FINDING_SORTS = ['severity', 'firstSeen', 'since', 'due', 'project', 'rule'] as const

const ORDERS: KeysetOrders<(typeof FINDING_SORTS)[number]> = {
  own: [
    { of: sql`finding.severity`, type: 'bigint' },
    { of: sql`finding.number`, type: 'bigint' },
  ],
  by: {
    // The worst is the highest.
    severity: { of: sql`-finding.severity`, type: 'bigint' },
    firstSeen: { of: sql`finding.first_seen`, type: 'timestamptz' },
    since: { of: sql`finding.since`, type: 'timestamptz' },
    due: { of: sql`finding.due`, type: 'text', nullable: true },
    project: { of: sql`finding.project`, type: 'text', nullable: true },
    rule: { of: sql`finding.rule`, type: 'text' },
  },
}

/** Who is meant where an owner is asked for, by the roles that rules name. */
export interface OwnerFilter {
  /** Name that rules may state themselves. */
  readonly name: string
  /** Projects in which somebody of that name has the role. */
  readonly roles: readonly { readonly role: string; readonly projects: readonly string[] }[]
  /** Items that are assigned to somebody of that name. */
  readonly assigned: readonly { readonly connection: string; readonly ref: string }[]
}

/** Which findings are asked for. */
export interface FindingFilter extends ListOrder<(typeof FINDING_SORTS)[number]> {
  readonly states?: readonly FindingState[]
  /** Ids of projects. */
  readonly projects?: readonly string[]
  readonly rules?: readonly string[]
  readonly unit?: string
  /** At least that bad. */
  readonly severity?: CheckSeverity
  readonly owner?: OwnerFilter
  /** Due on this day or before. */
  readonly dueBy?: string
  /** Of this record. */
  readonly record?: { readonly connection: string; readonly ref: string }
  readonly waiver?: string
  readonly limit: number
}

function conditions(filter: Omit<FindingFilter, 'limit'>): RawBuilder<unknown> {
  const { states = ['open'], projects, rules, unit, severity, owner, dueBy, record, waiver } = filter
  const all = [sql`finding.state = any(${[...states]}::text[])`]
  if (projects !== undefined) all.push(sql`finding.project = any(${[...projects]}::text[])`)
  if (rules !== undefined) all.push(sql`finding.rule = any(${[...rules]}::text[])`)
  if (unit !== undefined) all.push(sql`finding.unit = ${unit}`)
  if (severity !== undefined) all.push(sql`finding.severity <= ${SEVERITIES.indexOf(severity)}`)
  if (dueBy !== undefined) all.push(sql`finding.due <= ${dueBy}`)
  if (waiver !== undefined) all.push(sql`finding.waiver = ${waiver}`)
  if (record !== undefined) {
    const { connection, ref } = record
    all.push(sql`finding.body->'subject'->'record'->>'connection' = ${connection}
      and finding.body->'subject'->'record'->>'ref' = ${ref}`)
  }
  if (owner !== undefined) {
    const roles = owner.roles.map(
      ({ role, projects: of }) =>
        sql`(finding.owner_role = ${role} and finding.project = any(${[...of]}::text[]))`,
    )
    const items = owner.assigned.map(({ connection, ref }) => [connection, ref])
    const assigned = sql`(finding.owner_role = ${ASSIGNEE} and ${ASSIGNED_ITEM} in
      (select item from jsonb_array_elements(${JSON.stringify(items)}::jsonb) as item))`
    const named = sql`lower(finding.owner_role) = lower(${owner.name})`
    all.push(sql`(${sql.join([named, ...roles, ...(items.length === 0 ? [] : [assigned])], sql` or `)})`)
  }
  return sql.join(all, sql` and `)
}

const TABLES = sql`pmo.finding as finding
  left join pmo.judged as judged on judged.unit = finding.unit and judged.rule = finding.rule`

/**
 * A page of findings, the worst first, and of each severity the longest known; who owns them is looked up by whoever asked.
 * @throws PmoError `invalid-request` for a cursor of another list
 */
export async function listFindings(
  handle: Handle,
  filter: FindingFilter,
): Promise<{ readonly items: readonly Finding[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, filter)
  const found = await sql<ListedRow & { readonly place: readonly string[] }>`
    select finding.*, judged.at as last_seen, ${place} as place from ${TABLES}
    where ${conditions(filter)} and ${after} order by ${order} limit ${filter.limit + 1}`.execute(
    findings(handle),
  )
  const { rows, ...next } = pageOfKeyset(found.rows, filter.limit)
  return { items: rows.map(findingOf), ...next }
}

/** How many findings there are of each state and severity. */
export async function countFindings(
  handle: Handle,
  filter: Omit<FindingFilter, 'limit'>,
): Promise<
  readonly { readonly state: FindingState; readonly severity: CheckSeverity; readonly total: number }[]
> {
  const { rows } = await sql<{ state: FindingState; severity: number; total: number }>`
    select state, severity, count(*)::integer as total from pmo.finding as finding
    where ${conditions(filter)} group by state, severity order by state, severity`.execute(findings(handle))
  return rows.map(({ state, severity, total }) => ({ state, severity: severityOf(severity), total }))
}

/** One finding by its id. */
export async function findFinding(handle: Handle, id: string): Promise<Finding | undefined> {
  const { rows } = await sql<ListedRow>`
    select finding.*, judged.at as last_seen from ${TABLES} where finding.id = ${id}`.execute(
    findings(handle),
  )
  const [row] = rows
  return row === undefined ? undefined : findingOf(row)
}

/** What happened to a finding, oldest first; the last of them where there are more. */
export async function findingEvents(
  handle: Handle,
  id: string,
  limit: number,
): Promise<readonly FindingEvent[]> {
  const rows = await findings(handle)
    .selectFrom('pmo.finding_event')
    .select(['type', 'at', 'by', 'version', 'message', 'waiver'])
    .where('finding', '=', id)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.toReversed().map(({ waiver, ...event }) => ({ ...event, ...(waiver !== null && { waiver }) }))
}

/** Findings that are not resolved, of one rule and the projects: what gates and scorecards ask. */
export interface VerdictFilter {
  readonly projects?: readonly string[]
  readonly rules?: readonly string[]
}

/** What was judged of one rule in one unit last. */
export type JudgedRow = Omit<JudgedTable, 'undecided'> & {
  readonly open: number
  readonly waived: number
}

/** By what verdicts can be sorted. */
export const JUDGED_SORTS = ['unit', 'rule', 'at', 'fail', 'unknown'] as const

const JUDGED_ORDERS: KeysetOrders<(typeof JUDGED_SORTS)[number]> = {
  own: [
    { of: sql`judged.unit`, type: 'text' },
    { of: sql`judged.rule`, type: 'text' },
  ],
  by: {
    unit: { of: sql`judged.unit`, type: 'text' },
    rule: { of: sql`judged.rule`, type: 'text' },
    at: { of: sql`judged.at`, type: 'timestamptz' },
    fail: { of: sql`judged.fail`, type: 'bigint' },
    unknown: { of: sql`judged.unknown`, type: 'bigint' },
  },
  id: { of: sql`jsonb_build_array(judged.unit, judged.rule)::text`, type: 'text' },
}

/** A page of what is asked of the verdicts. */
export type JudgedFilter = VerdictFilter &
  ListOrder<(typeof JUDGED_SORTS)[number]> & { readonly limit: number }

/**
 * A page of what was judged last, by unit and rule, with how many findings are open and waived.
 * @throws PmoError `invalid-request` for a cursor of another list
 */
export async function listJudged(
  handle: Handle,
  filter: JudgedFilter,
): Promise<{ readonly items: readonly JudgedRow[]; readonly next?: string }> {
  const { place, after, order } = keyset(JUDGED_ORDERS, filter)
  const found = await sql<JudgedRow & { readonly place: readonly string[] }>`
    select judged.unit, judged.rule, judged.project, version, at, today, run, pass, fail, not_applicable, unknown,
      error, coalesce(live.open, 0) as open, coalesce(live.waived, 0) as waived, ${place} as place
    from (select * from pmo.judged as judged where ${judgedConditions(filter)} and ${after}
      order by ${order} limit ${filter.limit + 1}) as judged
    left join lateral (
      select count(*) filter (where state = 'open')::integer as open,
        count(*) filter (where state = 'waived')::integer as waived
      from pmo.finding as finding where finding.unit = judged.unit and finding.rule = judged.rule
        and state <> 'resolved') as live on true
    order by ${order}`.execute(findings(handle))
  const { rows, ...next } = pageOfKeyset(found.rows, filter.limit)
  return { items: rows.map(({ place: _place, ...row }) => row), ...next }
}

function judgedConditions({ projects, rules }: VerdictFilter): RawBuilder<unknown> {
  const all = [sql`true`]
  if (projects !== undefined) all.push(sql`judged.project = any(${[...projects]}::text[])`)
  if (rules !== undefined) all.push(sql`judged.rule = any(${[...rules]}::text[])`)
  return sql.join(all, sql` and `)
}

/** All verdicts together. */
export async function sumJudged(
  handle: Handle,
  filter: VerdictFilter,
): Promise<{
  readonly pass: number
  readonly fail: number
  readonly not_applicable: number
  readonly unknown: number
  readonly error: number
  readonly last: string | null
}> {
  const { rows } = await sql<{
    pass: number
    fail: number
    not_applicable: number
    unknown: number
    error: number
    last: string | null
  }>`
    select coalesce(sum(pass), 0)::integer as pass, coalesce(sum(fail), 0)::integer as fail,
      coalesce(sum(not_applicable), 0)::integer as not_applicable, coalesce(sum(unknown), 0)::integer as unknown,
      coalesce(sum(error), 0)::integer as error, max(at) as last
    from pmo.judged as judged where ${judgedConditions(filter)}`.execute(findings(handle))
  const [row] = rows
  return row ?? { pass: 0, fail: 0, not_applicable: 0, unknown: 0, error: 0, last: null }
}

/** What could not be judged of a rule in a unit. */
export type UndecidedRow = Pick<JudgedTable, 'unit' | 'rule' | 'project' | 'version' | 'at' | 'undecided'>

/**
 * A page of what could not be judged, by unit and rule.
 * @throws PmoError `invalid-request` for a cursor of another list
 */
export async function listUndecided(
  handle: Handle,
  filter: JudgedFilter,
): Promise<{ readonly items: readonly UndecidedRow[]; readonly next?: string }> {
  const { place, after, order } = keyset(JUDGED_ORDERS, filter)
  const found = await sql<UndecidedRow & { readonly place: readonly string[] }>`
    select unit, rule, project, version, at, undecided, ${place} as place from pmo.judged as judged
    where ${judgedConditions(filter)} and (unknown > 0 or error > 0) and ${after}
    order by ${order} limit ${filter.limit + 1}`.execute(findings(handle))
  const { rows, ...next } = pageOfKeyset(found.rows, filter.limit)
  return { items: rows.map(({ place: _place, ...row }) => row), ...next }
}

function severityOf(place: number): CheckSeverity {
  return SEVERITIES[place] ?? 'info'
}

function findingOf(row: ListedRow): Finding {
  const { body } = row
  return {
    id: row.id,
    rule: row.rule,
    version: row.version,
    title: row.title,
    severity: severityOf(row.severity),
    unit: row.unit,
    ...(row.project !== null && { project: row.project }),
    subject: body.subject,
    state: row.state,
    message: body.message,
    evidence: body.evidence,
    ...(body.figure !== undefined && { figure: body.figure }),
    ...(body.action !== undefined && { action: body.action }),
    ...(row.owner_role !== null && { ownerRole: row.owner_role }),
    ...(row.due !== null && { due: row.due }),
    firstSeen: row.first_seen,
    since: row.since,
    lastSeen: row.state === 'resolved' ? row.since : (row.last_seen ?? row.since),
    ...(row.doubted_since !== null &&
      row.state !== 'resolved' && { unconfirmed: { since: row.doubted_since, why: row.doubt ?? '' } }),
    reopened: row.reopened,
    ...(row.waiver !== null && row.state === 'waived' && { waiver: row.waiver }),
  }
}
