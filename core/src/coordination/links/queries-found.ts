import type { Dependency } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../../database/index.ts'
import type { Relation } from './mention.ts'
import { RELATION_MEANING } from './relation-meaning.ts'
import { links } from './tables.ts'

/** What somebody decided of a found link. */
export interface FoundDecision {
  readonly verdict: 'confirmed' | 'rejected'
  readonly by: string
  /** Instant. */
  readonly at: string
  readonly note?: string
}

/** A link that a text tells of, by core's own ids of its ends. */
export interface FoundLink {
  /** `found:34`. */
  readonly id: string
  readonly number: number
  /** The item in whose text it stands. */
  readonly record: number
  readonly relation: Relation
  readonly name: string
  readonly address: string
  readonly scope: string
  readonly field: string
  /** Absent once the text is gone. */
  readonly sentence?: string
  readonly target?: number
  readonly candidates: number
  /** What the words mean, or what somebody decided that they mean. */
  readonly type: Dependency['type']
  /** It leads from the item that is named to the one that names it. */
  readonly reversed: boolean
  /** Instants. */
  readonly foundAt: string
  readonly goneAt?: string
  readonly decision?: FoundDecision
}

export interface FoundFilter {
  /** `open`: nobody has decided about it. */
  readonly state?: 'open' | 'confirmed' | 'rejected' | 'not rejected'
  /** As it was decided at an instant; absent: as it is now. */
  readonly decidedAt?: string
  /** Whether its text is still there. */
  readonly standing?: boolean
  /** Whether it leads to an item that is synced. */
  readonly led?: boolean
  readonly ids?: readonly number[]
  readonly records?: readonly number[]
  /** Those that say one of these; others only where somebody has decided about them. */
  readonly decidedOrRelations?: readonly Relation[]
  readonly names?: readonly string[]
  readonly after?: number
  readonly limit?: number
}

interface FoundRow {
  readonly id: number
  readonly record_id: number
  readonly relation: Relation
  readonly name: string
  readonly address: string
  readonly scope: string
  readonly field: string
  readonly sentence: string | null
  readonly target_id: number | null
  readonly candidates: number
  readonly found_at: string
  readonly gone_at: string | null
  readonly verdict: 'confirmed' | 'rejected' | null
  readonly type: Dependency['type'] | null
  readonly reversed: boolean | null
  readonly note: string | null
  readonly decided_by: string | null
  readonly decided_at: string | null
}

/** Found links in the order in which they were found. */
export async function foundLinks(handle: Handle, filter: FoundFilter = {}): Promise<FoundLink[]> {
  const { state, decidedAt, standing, led, ids, records, decidedOrRelations, names, after, limit } = filter
  const all = [sql`true`]
  if (state === 'open') all.push(sql`decision.id is null`)
  else if (state === 'not rejected') all.push(sql`decision.verdict is distinct from 'rejected'`)
  else if (state !== undefined) all.push(sql`decision.verdict = ${state}`)
  if (standing !== undefined) all.push(sql`found.gone_at is ${standing ? sql`null` : sql`not null`}`)
  if (led !== undefined)
    all.push(sql`coalesce(decision.target_id, found.target_id) is ${led ? sql`not null` : sql`null`}`)
  if (ids !== undefined) all.push(sql`found.id = any(${[...ids]}::bigint[])`)
  if (records !== undefined) all.push(sql`found.record_id = any(${[...records]}::bigint[])`)
  if (decidedOrRelations !== undefined) {
    all.push(sql`(decision.id is not null or found.relation = any(${[...decidedOrRelations]}::text[]))`)
  }
  if (names !== undefined) all.push(sql`found.name = any(${[...names]}::text[])`)
  if (after !== undefined) all.push(sql`found.id > ${after}`)
  const { rows } = await sql<FoundRow>`
    select found.id, found.record_id, found.relation, found.name, found.address, found.scope, found.field,
      found.sentence, coalesce(decision.target_id, found.target_id) as target_id, found.candidates, found.found_at,
      found.gone_at, decision.verdict, decision.type, decision.reversed, decision.note, decision.decided_by,
      decision.decided_at
    from pmo.found_link as found left join pmo.found_link_decision as decision
      on decision.found_link = found.id and ${
        decidedAt === undefined
          ? sql`decision.withdrawn_at is null`
          : sql`decision.decided_at <= ${decidedAt}::timestamptz
            and (decision.withdrawn_at is null or decision.withdrawn_at > ${decidedAt}::timestamptz)`
      }
    where ${sql.join(all, sql` and `)}
    order by found.id limit ${limit ?? null}`.execute(links(handle))
  return rows.map(foundLink)
}

function foundLink(row: FoundRow): FoundLink {
  const meaning = RELATION_MEANING[row.relation]
  const { verdict, decided_by, decided_at } = row
  return {
    id: `found:${row.id}`,
    number: row.id,
    record: row.record_id,
    relation: row.relation,
    name: row.name,
    address: row.address,
    scope: row.scope,
    field: row.field,
    candidates: row.candidates,
    type: row.type ?? meaning.type,
    reversed: row.reversed === true ? !meaning.reversed : meaning.reversed,
    foundAt: row.found_at,
    ...(row.sentence !== null && { sentence: row.sentence }),
    ...(row.target_id !== null && { target: row.target_id }),
    ...(row.gone_at !== null && { goneAt: row.gone_at }),
    ...(verdict !== null &&
      decided_by !== null &&
      decided_at !== null && {
        decision: { verdict, by: decided_by, at: decided_at, ...(row.note !== null && { note: row.note }) },
      }),
  }
}
