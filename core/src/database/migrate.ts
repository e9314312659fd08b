import { sql } from 'kysely'
import { PmoError } from '../config/index.ts'
import type { Database } from './database.ts'
import type { Tx } from './tables.ts'

/**
 * One step of the schema, in `core/src/<feature>/migrations/`. The id is its identity for ever, unique over all
 * features (`0003-records`); a released migration is never edited, a mistake is mended by the next one.
 * There is no checksum: the text of a function differs between the repository and the published package.
 */
export interface Migration {
  readonly id: string
  /** Makes the step with this handle alone. All tables belong into the schema `pmo`, named explicitly. */
  up(tx: Tx): Promise<void>
}

/** What {@link migrate} did. */
export type MigrationResult =
  | { readonly outcome: 'current' }
  | { readonly outcome: 'migrated'; readonly applied: readonly string[] }
  /** The database knows migrations that this release does not; nothing was changed. `reason` is for the operator. */
  | { readonly outcome: 'newer'; readonly unknown: readonly string[]; readonly reason: string }
  /** A step failed and was rolled back; those in `applied` are committed. */
  | { readonly outcome: 'failed'; readonly applied: readonly string[]; readonly error: PmoError }

/** Any fixed number: it names the lock that migrating processes queue for. */
const MIGRATION_LOCK = 7_076_796
/** A migration may rewrite large tables. */
const MIGRATION_LIMITS = { statementMs: 3_600_000, totalMs: 3_600_000 }

/**
 * Brings the schema to what the code expects, in the order of the list. Any number of processes may start at once: each
 * step takes a transaction lock, looks whether another process was faster, runs and is recorded in one transaction.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
): Promise<MigrationResult> {
  const recorded = await prepareLedger(database)
  const known = new Set(migrations.map(({ id }) => id))
  if (known.size !== migrations.length) throw new Error('Two migrations have the same id.')
  const unknown = recorded.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const reason = `The database was made by a newer release (it has ${unknown.join(', ')}); start that release, or restore a backup made before it.`
    return { outcome: 'newer', unknown, reason }
  }
  const applied: string[] = []
  const done = new Set(recorded)
  for (const migration of migrations) {
    if (done.has(migration.id)) continue
    try {
      if (await applyOnce(database, migration)) applied.push(migration.id)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      const sentence = `The migration ${migration.id} failed and was undone: ${reason}. Nothing is lost; report this with the message.`
      return { outcome: 'failed', applied, error: new PmoError('migration-failed', sentence, { cause }) }
    }
  }
  return applied.length === 0 ? { outcome: 'current' } : { outcome: 'migrated', applied }
}

/** The migrations that the database has, oldest first; none when it is new. Changes nothing. */
export async function appliedMigrations(database: Database): Promise<string[]> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('pmo.migration') is not null as there`.execute(database.root)
  return rows[0]?.there === true ? ledger(database.root) : []
}

async function prepareLedger(database: Database): Promise<string[]> {
  const recorded = await appliedMigrations(database)
  if (recorded.length > 0) return recorded
  return database.transaction(async (tx) => {
    await takeLock(tx)
    await sql`create schema if not exists pmo`.execute(tx)
    await sql`
      create table if not exists pmo.migration (
        id text primary key,
        position bigint generated always as identity,
        applied_at timestamptz not null default now()
      )`.execute(tx)
    return ledger(tx)
  })
}

function applyOnce(database: Database, migration: Migration): Promise<boolean> {
  return database.transaction(async (tx) => {
    await takeLock(tx)
    const there = await tx.selectFrom('pmo.migration').select('id').where('id', '=', migration.id).execute()
    if (there.length > 0) return false
    await migration.up(tx)
    await tx.insertInto('pmo.migration').values({ id: migration.id }).execute()
    return true
  }, MIGRATION_LIMITS)
}

async function ledger(handle: Database['root']): Promise<string[]> {
  const rows = await handle.selectFrom('pmo.migration').select('id').orderBy('position').execute()
  return rows.map(({ id }) => id)
}

async function takeLock(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(tx)
}
