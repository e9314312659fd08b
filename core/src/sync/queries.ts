import { canonicalJson } from '@headless-pmo/engine'
import { sql, type Selectable } from 'kysely'
import { jsonb, keyset, pageOfKeyset, type Handle, type KeysetOrders, type Tx } from '../database/index.ts'
import type { ListOrder } from '../rpc/index.ts'
import { endedProgress } from './ended-progress.ts'
import type { Run, RunState } from './run.ts'
import { runs, type RunProgress, type RunScope, type RunTable } from './tables.ts'

type RunRow = Selectable<RunTable>

/** A run with what only the worker needs to know. */
export interface StoredRun {
  readonly run: Run
  readonly scope: RunScope
  readonly holder?: string
  readonly cancelRequested: boolean
}

function storedRun(row: RunRow): StoredRun {
  const progress = row.ended_at === null ? row.progress : endedProgress(row.progress, row.problem)
  return {
    run: {
      id: row.id,
      connection: row.connection,
      trigger: row.trigger,
      full: row.full_read,
      dryRun: row.dry_run,
      state: row.state,
      queuedAt: row.queued_at,
      ...(row.started_at !== null && { startedAt: row.started_at }),
      ...(row.ended_at !== null && { endedAt: row.ended_at }),
      ...progress,
      ...(row.problem !== null && { problem: row.problem }),
      ...(row.difference !== null && { difference: row.difference }),
      heldRemovals: progress.streams.reduce((sum, stream) => sum + stream.held, 0),
    },
    scope: row.request,
    ...(row.holder !== null && { holder: row.holder }),
    cancelRequested: row.cancel_requested,
  }
}

export async function insertRun(
  tx: Tx,
  run: Pick<Run, 'id' | 'connection' | 'trigger' | 'full' | 'dryRun'> & { readonly scope: RunScope },
): Promise<Run> {
  const row = await runs(tx)
    .insertInto('pmo.run')
    .values({
      id: run.id,
      connection: run.connection,
      trigger: run.trigger,
      full_read: run.full,
      dry_run: run.dryRun,
      request: jsonb(run.scope),
      state: 'queued',
      progress: jsonb<RunProgress>({ streams: [], requests: 0 }),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return storedRun(row).run
}

export async function loadRun(handle: Handle, id: string): Promise<StoredRun | undefined> {
  const row = await runs(handle).selectFrom('pmo.run').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : storedRun(row)
}

/** By what runs can be sorted. */
export const RUN_SORTS = ['queuedAt', 'startedAt', 'endedAt', 'connection', 'state', 'trigger'] as const

const ORDERS: KeysetOrders<(typeof RUN_SORTS)[number]> = {
  own: [
    { of: sql`queued_at`, type: 'timestamptz', descending: true },
    { of: sql`id::text`, type: 'text' },
  ],
  by: {
    queuedAt: { of: sql`queued_at`, type: 'timestamptz' },
    startedAt: { of: sql`started_at`, type: 'timestamptz', nullable: true },
    endedAt: { of: sql`ended_at`, type: 'timestamptz', nullable: true },
    connection: { of: sql`connection`, type: 'text' },
    state: { of: sql`state`, type: 'text' },
    trigger: { of: sql`trigger`, type: 'text' },
  },
}

/** Which runs are asked for. */
export interface RunFilter extends ListOrder<(typeof RUN_SORTS)[number]> {
  readonly connection?: string
  readonly limit: number
}

/** A page of runs, the newest first. @throws PmoError `invalid-request` for a cursor of another list */
export async function listRuns(
  handle: Handle,
  filter: RunFilter,
): Promise<{ readonly runs: readonly Run[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, filter)
  let query = runs(handle)
    .selectFrom('pmo.run')
    .selectAll()
    .select(place.as('place'))
    .where(after)
    .orderBy(order)
    .limit(filter.limit + 1)
  if (filter.connection !== undefined) query = query.where('connection', '=', filter.connection)
  const { rows, ...next } = pageOfKeyset(await query.execute(), filter.limit)
  return { runs: rows.map((row) => storedRun(row).run), ...next }
}

/** A run that still waits for a worker and would do the same. */
export async function queuedTwin(
  tx: Tx,
  run: Pick<Run, 'connection' | 'full' | 'dryRun'> & { readonly scope: RunScope },
): Promise<Run | undefined> {
  const rows = await runs(tx)
    .selectFrom('pmo.run')
    .selectAll()
    .where('connection', '=', run.connection)
    .where('state', '=', 'queued')
    .where('full_read', '=', run.full)
    .where('dry_run', '=', run.dryRun)
    .execute()
  // The database keeps the fields of a document in an order of its own.
  const wanted = canonicalJson(run.scope)
  return rows.map(storedRun).find(({ scope }) => canonicalJson(scope) === wanted)?.run
}

/**
 * Marks a run as this holder's. One that is "running" already has lost its worker, since the caller holds the
 * lease; if it was to be cancelled, it ends here. False when it has ended.
 */
export async function claimRun(tx: Tx, id: string, holder: string): Promise<boolean> {
  const claimed = await runs(tx)
    .updateTable('pmo.run')
    .set({
      state: sql`case when cancel_requested then 'cancelled' else 'running' end`,
      holder,
      started_at: sql`coalesce(started_at, now())`,
      ended_at: sql`case when cancel_requested then now() end`,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('cancel_requested')
    .executeTakeFirst()
  return claimed?.cancel_requested === false
}

/** Whether a run is to stop: cancelled by somebody, or no longer this holder's. */
export async function isToStop(handle: Handle, id: string, holder: string): Promise<boolean> {
  const row = await runs(handle)
    .selectFrom('pmo.run')
    .select('cancel_requested')
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row === undefined || row.cancel_requested
}

/** Ends the runs of a connection whose worker is gone: only one holds the lease, and it is `except`. */
export async function endOrphans(tx: Tx, connection: string, except: string): Promise<void> {
  await runs(tx)
    .updateTable('pmo.run')
    .set({
      state: 'failed',
      ended_at: sql`now()`,
      problem:
        'The server ended while the run was going on; what it had committed stays, and the next run goes on from there.',
    })
    .where('connection', '=', connection)
    .where('state', 'in', ['running', 'waiting'])
    .where('id', '!=', except)
    .execute()
}

export async function saveProgress(
  handle: Handle,
  id: string,
  holder: string,
  progress: RunProgress,
): Promise<{ readonly cancelRequested: boolean } | undefined> {
  const state: RunState = progress.wait === undefined ? 'running' : 'waiting'
  const row = await runs(handle)
    .updateTable('pmo.run')
    .set({ progress: jsonb(progress), state })
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('ended_at', 'is', null)
    .returning('cancel_requested')
    .executeTakeFirst()
  return row === undefined ? undefined : { cancelRequested: row.cancel_requested }
}

/** Ends a run that is this holder's. @returns it as it ended, or undefined when somebody else has ended it */
export async function endRun(
  tx: Tx,
  id: string,
  holder: string,
  end: Pick<Run, 'state' | 'problem' | 'difference'> & { readonly progress: RunProgress },
): Promise<Run | undefined> {
  const row = await runs(tx)
    .updateTable('pmo.run')
    .set({
      state: end.state,
      ended_at: sql`now()`,
      progress: jsonb(end.progress),
      problem: end.problem ?? null,
      ...(end.difference !== undefined && { difference: jsonb(end.difference) }),
    })
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? undefined : storedRun(row).run
}

/** Asks a run to stop; one that still waits for a worker ends at once. */
export async function requestCancel(tx: Tx, id: string): Promise<void> {
  await runs(tx)
    .updateTable('pmo.run')
    .set({
      cancel_requested: true,
      state: sql`case when state = 'queued' then 'cancelled' else state end`,
      ended_at: sql`case when state = 'queued' then now() else ended_at end`,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/**
 * Drops runs beyond the newest `keep` of each connection: the history of runs is for looking, not for ever. The last
 * good reading of each stream stays, since "as of" is read from it.
 */
export async function pruneRuns(handle: Handle, connection: string, keep: number): Promise<void> {
  await sql`
    delete from pmo.run where connection = ${connection} and ended_at is not null
      and id not in (
        select id from pmo.run where connection = ${connection} order by queued_at desc, id limit ${keep})
      and id not in (
        select distinct on (stream) id from (${readings(connection)}) as reading
        order by stream, started_at desc)`.execute(handle)
}

/** When each stream of a connection was last read without a flaw: what "as of" is read from. */
export async function lastReadings(handle: Handle, connection: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ stream: string; at: string }>`
    select stream, max(started_at) as at from (${readings(connection)}) as reading
    group by stream order by stream`.execute(handle)
  return new Map(rows.map(({ stream, at }) => [stream, at]))
}

/** Streams that a run read without a flaw; one of which it read single items alone is none of them. */
function readings(connection: string) {
  return sql`
    select run.id, run.started_at, told ->> 'stream' as stream
    from pmo.run as run, jsonb_array_elements(run.progress -> 'streams') as told
    where run.connection = ${connection} and not run.dry_run and run.ended_at is not null
      and told ->> 'state' = 'ok'
      and coalesce(jsonb_array_length(run.request -> 'refresh' -> (told ->> 'stream')), 0) = 0`
}
