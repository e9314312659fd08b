import { sql } from 'kysely'
import { PmoError } from '../config/index.ts'
import type { Database, Handle, Tx } from '../database/index.ts'

/** The right to work on something named, such as a connection's sync, until it expires. */
export interface Lease {
  readonly name: string
  /** Grows with each holder of this name. A write made under an older number is refused. */
  readonly fence: number
  readonly holder: string
  /** Milliseconds from acquiring or renewing until anybody else may take it. */
  readonly ttlMs: number
}

export type LeaseResult =
  | { readonly outcome: 'acquired'; readonly lease: Lease }
  /** Somebody else has it, until this instant at least. */
  | { readonly outcome: 'busy'; readonly holder: string; readonly until: string }

type LeaseTables = {
  'pmo.lease': { name: string; fence: number; holder: string; expires_at: string }
}

const leases = (handle: Handle) => handle.$extendTables<LeaseTables>()

/**
 * Takes a lease if it is free or has expired. Time is the database's clock alone, so hosts need not agree on theirs. A
 * holder that has it already is told `busy` too: it renews instead.
 */
export async function acquireLease(
  database: Database,
  wanted: { readonly name: string; readonly holder: string; readonly ttlMs: number },
): Promise<LeaseResult> {
  const { name, holder, ttlMs } = wanted
  for (;;) {
    // clock_timestamp() and not now(): a statement that waited for the row's lock must judge by the time after it.
    const taken = await sql<{ fence: number }>`
      insert into pmo.lease as held (name, fence, holder, expires_at)
      values (${name}, 1, ${holder}, ${expiry(ttlMs)})
      on conflict (name) do update
        set fence = held.fence + 1, holder = excluded.holder, expires_at = ${expiry(ttlMs)}
        where held.expires_at <= clock_timestamp()
      returning fence`.execute(database.root)
    const [row] = taken.rows
    if (row !== undefined) return { outcome: 'acquired', lease: { name, fence: row.fence, holder, ttlMs } }
    const current = await leases(database.root)
      .selectFrom('pmo.lease')
      .select(['holder', 'expires_at as until'])
      .where('name', '=', name)
      .where('expires_at', '>', sql<string>`clock_timestamp()`)
      .executeTakeFirst()
    // It ended between the two statements: try again.
    if (current !== undefined) return { outcome: 'busy', ...current }
  }
}

/** Moves the expiry on from now. False: another holder has taken over since, and all work must stop. */
export async function renewLease(database: Database, lease: Lease): Promise<boolean> {
  const renewed = await sql`
    with free as (
      select name from pmo.lease where name = ${lease.name} and fence = ${lease.fence} for update skip locked
    )
    update pmo.lease as held set expires_at = ${expiry(lease.ttlMs)} from free where held.name = free.name`.execute(
    database.root,
  )
  if (renewed.numAffectedRows === 1n) return true
  // A long transaction of the holder's own keeps the row locked, and with it everybody else out: see `assertFence`.
  const { rows } = await sql`
    select from pmo.lease where name = ${lease.name} and fence = ${lease.fence}`.execute(database.root)
  return rows.length === 1
}

/** Gives a lease back before it expires. Does nothing if somebody else has it by now; its number is never used again. */
export async function releaseLease(database: Database, lease: Lease): Promise<void> {
  await sql`
    update pmo.lease set expires_at = '-infinity'
    where name = ${lease.name} and fence = ${lease.fence}`.execute(database.root)
}

/** Takes a lease away from a holder that has certainly ended. Does nothing if somebody else has it by now. */
export async function breakLease(
  database: Database,
  lease: { readonly name: string; readonly holder: string },
): Promise<void> {
  await sql`
    update pmo.lease set expires_at = '-infinity'
    where name = ${lease.name} and holder = ${lease.holder}`.execute(database.root)
}

/** Gives all leases back: for the start of the one owner of a database, when every former holder is gone. */
export async function freeLeases(database: Database): Promise<void> {
  await sql`update pmo.lease set expires_at = '-infinity' where expires_at <> '-infinity'`.execute(
    database.root,
  )
}

/**
 * Makes a transaction's commit depend on still being the latest holder (law 2). Call it first in every transaction that
 * writes under a lease: the row stays locked for share until the commit, so nobody can take over in between, and a
 * worker that slept past its lease writes nothing once another has taken it.
 *
 * @throws PmoError `fenced`
 */
export async function assertFence(tx: Tx, lease: Pick<Lease, 'name' | 'fence'>): Promise<void> {
  const held = await leases(tx)
    .selectFrom('pmo.lease')
    .select('fence')
    .where('name', '=', lease.name)
    .where('fence', '=', lease.fence)
    .forShare()
    .executeTakeFirst()
  if (held !== undefined) return
  throw new PmoError(
    'fenced',
    `The work on ${lease.name} was taken over by another worker while this one was stalled; its late write was refused and nothing is lost.`,
  )
}

/**
 * Renews a lease at a third of its time until disposed of. Tells `onLost` once when another has taken over, or when it could
 * not be renewed before it expired.
 */
export function keepLease(database: Database, lease: Lease, onLost: (reason: string) => void): Disposable {
  let lastRenewed = performance.now()
  let lost = false
  let busy = false
  const lose = (reason: string): void => {
    if (lost) return
    lost = true
    clearInterval(timer)
    onLost(reason)
  }
  const tick = async (): Promise<void> => {
    if (busy) return
    busy = true
    const began = performance.now()
    try {
      if (await renewLease(database, lease)) lastRenewed = began
      else lose('another worker has taken over')
    } catch (error) {
      if (performance.now() - lastRenewed > lease.ttlMs)
        lose(error instanceof Error ? error.message : String(error))
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void tick(), Math.max(1, lease.ttlMs / 3))
  return {
    [Symbol.dispose]() {
      lost = true
      clearInterval(timer)
    },
  }
}

function expiry(ttlMs: number) {
  return sql`clock_timestamp() + ${ttlMs}::float8 * interval '1 millisecond'`
}
