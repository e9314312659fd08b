import type { Generated, Kysely, Transaction } from 'kysely'

/**
 * The tables that every feature can see. Only the migration ledger lives here: a feature keeps the
 * interfaces of its own tables beside its queries and extends a handle where it uses them, so that
 * imports keep pointing downwards and one feature's SQL does not type-check in another:
 *
 * ```ts no-check reason="two files of a feature, cut down to their shape"
 * // core/src/records/tables.ts
 * type RecordsTables = { 'pmo.record': RecordTable } // a type: an interface lacks the index signature asked for
 * export const records = <H extends Handle>(handle: H) => handle.$extendTables<RecordsTables>()
 *
 * // core/src/records/queries.ts
 * await records(tx).insertInto('pmo.record').values(rows).execute()
 * ```
 *
 * All tables live in the schema `pmo` and are named with it (`pmo.record`) wherever they are used:
 * `search_path` would be session state, which law 12 forbids. `$extendTables` changes the type alone.
 */
export interface Tables {
  'pmo.migration': MigrationTable
}

/** One row per migration that has run. */
export interface MigrationTable {
  id: string
  /** Order of application. */
  position: Generated<number>
  /** Instant, as all `timestamptz` columns: see `wire-types.ts`. */
  applied_at: Generated<string>
}

/**
 * Anything SQL can be sent to: the root handle or a transaction. Functions that only read take this.
 * The root handle throws when it is used inside a transaction.
 */
export type Handle = Kysely<Tables>

/** An open transaction. Functions that write take this, explicitly, as their first parameter. */
export type Tx = Transaction<Tables>
