import type { HeldRemoval, StreamKey, TombstoneReason } from '@headless-pmo/engine'
import { sql } from 'kysely'
import type { Handle, Tx } from '../database/index.ts'
import type { RemovalTable } from './tables.ts'

/** An item of a held removal. */
export interface RemovalItem {
  readonly ref: string
  /** Revision of the raw item when it was held. */
  readonly revision: number
  readonly reason: TombstoneReason
  /** Gone or written since: the removal no longer concerns it. */
  readonly stale: boolean
}

/** Keeps a removal for a person to decide. @returns whether somebody has to be asked who was not asked yet */
export async function holdRemoval(tx: Tx, removal: HeldRemoval, run: string | undefined): Promise<boolean> {
  const waiting = await waitingItems(tx, removal.stream)
  const wanted = new Set(removal.items.map(itemKey))
  const refs = new Set(removal.items.map(({ ref }) => ref))
  if (removal.items.length > 0 && waiting.some(({ items }) => equalSets(new Set(items.map(itemKey)), wanted)))
    return false
  // What a newer list contains whole need not be asked about twice.
  const replaced = waiting.filter(
    ({ items }) => removal.items.length === 0 || items.every(({ ref }) => refs.has(ref)),
  )
  if (replaced.length > 0) {
    await sql`
      update pmo.removal set state = 'replaced', decided_at = now()
      where id = any(${replaced.map(({ id }) => id)}::bigint[])`.execute(tx)
  }
  if (removal.items.length === 0) return false
  const { connection, stream } = removal.stream
  await sql`
    with held as (
      insert into pmo.removal (connection, stream, run, cause, live)
      values (${connection}, ${stream}, ${run ?? null}, ${removal.cause}, ${removal.live})
      returning id
    )
    insert into pmo.removal_item (removal_id, ref, revision, reason)
    select held.id, item.ref, item.revision, item.reason
    from held, json_to_recordset(${JSON.stringify(removal.items)}::json)
      as item (ref text, revision integer, reason text)`.execute(tx)
  return true
}

interface WaitingRemoval {
  readonly id: number
  readonly items: readonly Omit<RemovalItem, 'stale'>[]
}

async function waitingItems(tx: Tx, { connection, stream }: StreamKey): Promise<WaitingRemoval[]> {
  const { rows } = await sql<{ id: number } & Omit<RemovalItem, 'stale'>>`
    select removal.id, item.ref, item.revision, item.reason
    from pmo.removal join pmo.removal_item as item on item.removal_id = removal.id
    where removal.connection = ${connection} and removal.stream = ${stream} and removal.state = 'waiting'
    for update of removal`.execute(tx)
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, items]) => ({ id, items }))
}

/** Refs about whose removal a person was or is asked, and that have not been written since. */
export async function askedRefs(
  tx: Tx,
  { connection, stream }: StreamKey,
): Promise<Map<string, 'waiting' | 'rejected'>> {
  const { rows } = await sql<{ ref: string; state: 'waiting' | 'rejected' }>`
    select raw.ref, min(removal.state) as state
    from pmo.removal join pmo.removal_item as item on item.removal_id = removal.id
      join pmo.raw on raw.connection = removal.connection and raw.stream = removal.stream
        and raw.ref = item.ref and raw.revision = item.revision and raw.gone is null
    where removal.connection = ${connection} and removal.stream = ${stream}
      and removal.state in ('waiting', 'rejected')
    group by raw.ref`.execute(tx)
  // In order of the words: who said no once is not asked again by an older list that still waits.
  return new Map(rows.map(({ ref, state }) => [ref, state]))
}

/** Removals, newest first. Of the waiting ones only those that still concern something. */
export async function findRemovals(
  handle: Handle,
  filter: {
    readonly connection?: string
    readonly run?: string
    readonly state?: RemovalTable['state']
    readonly id?: number
  },
): Promise<RemovalTable[]> {
  const { rows } = await sql<RemovalTable>`
    select id, connection, stream, run, cause, live, state, held_at, decided_by, decided_at
    from pmo.removal
    where (${filter.id ?? null}::bigint is null or id = ${filter.id ?? null})
      and (${filter.connection ?? null}::text is null or connection = ${filter.connection ?? null})
      and (${filter.run ?? null}::text is null or run = ${filter.run ?? null})
      and (${filter.state ?? null}::text is null or state = ${filter.state ?? null})
      and (state <> 'waiting' or exists (
        select from pmo.removal_item as item
          join pmo.raw on raw.connection = removal.connection and raw.stream = removal.stream
            and raw.ref = item.ref and raw.revision = item.revision and raw.gone is null
        where item.removal_id = removal.id))
    order by id desc`.execute(handle)
  return rows
}

/** Items of removals, in order of ref, with what a person knows them by. */
export async function removalItems(
  handle: Handle,
  removalIds: readonly number[],
): Promise<(RemovalItem & { readonly removalId: number; readonly title?: string; readonly url?: string })[]> {
  const { rows } = await sql<RemovalItem & { removalId: number; title: string | null; url: string | null }>`
    select item.removal_id as "removalId", item.ref, item.revision, item.reason,
      raw.id is null or raw.gone is not null or raw.revision <> item.revision as stale,
      shown.title, shown.url
    from pmo.removal_item as item
      join pmo.removal on removal.id = item.removal_id
      left join pmo.raw on raw.connection = removal.connection and raw.stream = removal.stream
        and raw.ref = item.ref
      left join lateral (
        select record.title, record.data->>'url' as url from pmo.record
        where record.raw_id = raw.id order by record.ref <> raw.ref, record.id limit 1
      ) as shown on true
    where item.removal_id = any(${[...removalIds]}::bigint[])
    order by item.removal_id, item.ref`.execute(handle)
  return rows.map(({ title, url, ...item }) => ({
    ...item,
    ...(title !== null && { title }),
    ...(url !== null && { url }),
  }))
}

/** Marks a waiting removal as decided; false when somebody else has decided it already. */
export async function markRemoval(
  tx: Tx,
  id: number,
  decision: { readonly state: 'approved' | 'rejected'; readonly by: string },
): Promise<boolean> {
  const marked = await sql`
    update pmo.removal set state = ${decision.state}, decided_by = ${decision.by}, decided_at = now()
    where id = ${id} and state = 'waiting'`.execute(tx)
  return marked.numAffectedRows === 1n
}

const itemKey = ({ ref, revision, reason }: Omit<RemovalItem, 'stale'>): string =>
  `${revision} ${reason} ${ref}`

function equalSets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && a.isSubsetOf(b)
}
