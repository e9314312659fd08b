import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { PmoError } from '../config/index.ts'
import { currentScope, type TransactionScope } from './transaction-scope.ts'

/**
 * A query whose results are wanted as the `pg` package parses them by itself (`Date`, `int8` as text).
 * For libraries that were written against `pg`; our own code uses `wire-types.ts`.
 */
export interface NativeTypesQuery extends CompiledQuery {
  readonly nativeTypes: true
}

/** What connections come from, and whose they are (see `transaction-scope.ts`). */
export interface DialectSettings {
  readonly pool: pg.Pool
  readonly owner: object
  readonly embedded: boolean
  /** Makes a sentence for the operator of an error of `pg`, where it is about broken infrastructure. */
  explain(cause: unknown): unknown
}

const IDLE_GRACE_MS = 5000

/**
 * Kysely's dialect over a `pg` pool, for PostgreSQL and the embedded database alike. Three things differ
 * from the one Kysely brings: the pool refuses a connection while a transaction is open in the same
 * async context (law 12), a connection that was given back refuses to run anything more, and a
 * transaction's limits are set together with `begin`, in one round trip and without session state.
 */
export function createDialect(settings: DialectSettings): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PooledDriver(settings),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class PooledDriver implements Driver {
  readonly #settings: DialectSettings

  constructor(settings: DialectSettings) {
    this.#settings = settings
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const scope = currentScope(this.#settings.owner)
    if (scope !== undefined && scope.phase !== 'beginning') {
      throw new PmoError(
        'root-handle-in-transaction',
        'The root database handle was used inside an open transaction, where it would wait for ever or write outside it; pass the transaction’s own handle to this query.',
      )
    }
    try {
      return new PooledConnection(await this.#settings.pool.connect(), this.#settings)
    } catch (cause) {
      throw this.#settings.explain(cause)
    }
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const scope = currentScope(this.#settings.owner)
    if (scope === undefined || !(connection instanceof PooledConnection)) {
      throw new PmoError('transaction-misused', 'Open transactions with database.transaction(…) only.')
    }
    connection.scope = scope
    await connection.executeQuery(CompiledQuery.raw(this.#begin(scope)))
  }

  #begin({ limits }: TransactionScope): string {
    const begin = 'begin isolation level read committed'
    // Timers of the embedded database end it instead of a statement.
    if (this.#settings.embedded) return begin
    const statement = Math.max(1, Math.ceil(limits.statementMs))
    // The total is kept by unit-of-work.ts; this one is for a process that hangs and keeps its locks.
    const idle = Math.ceil(limits.totalMs) + IDLE_GRACE_MS
    return `${begin};set local statement_timeout=${statement};set local idle_in_transaction_session_timeout=${idle}`
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const { rows } = await connection.executeQuery<{ command?: string }>(CompiledQuery.raw('commit'))
    // PostgreSQL answers COMMIT with the tag ROLLBACK when a statement had failed and the failure was
    // caught by the caller: without this check the writes would be lost without a word.
    if (rows[0]?.command === 'ROLLBACK') {
      throw new PmoError(
        'transaction-over',
        'A statement of this transaction had failed and the failure was ignored, so the database rolled everything back; let the error pass out of the transaction.',
      )
    }
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch (error) {
      if (connection instanceof PooledConnection) connection.discard()
      throw error
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof PooledConnection) connection.release()
  }

  async destroy(): Promise<void> {}
}

/** One use of one connection of the pool, from taking it to giving it back. */
class PooledConnection implements DatabaseConnection {
  scope: TransactionScope | undefined
  readonly #settings: DialectSettings
  #client: pg.PoolClient | undefined
  #discarded = false
  /** The statement before: a rollback may come while one is still running. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(client: pg.PoolClient, settings: DialectSettings) {
    this.#client = client
    this.#settings = settings
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = this.#last.then(() => this.#execute<R>(query))
    this.#last = result.catch(() => {})
    return result
  }

  async #execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const client = this.#usable(query)
    try {
      const types = 'nativeTypes' in query ? pg.types : undefined
      const result: pg.QueryResult | pg.QueryResult[] = await client.query({
        text: query.sql,
        // A query without values goes by the simple protocol, which alone allows several statements.
        ...(query.parameters.length > 0 && { values: [...query.parameters] }),
        ...(types !== undefined && { types }),
      })
      return toQueryResult<R>(result)
    } catch (cause) {
      throw this.#settings.explain(cause)
    }
  }

  // oxlint-disable-next-line require-yield -- the interface asks for a generator
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error(
      'Streaming would hold the only connection of the embedded database; read in pages by key.',
    )
  }

  discard(): void {
    this.#discarded = true
  }

  release(): void {
    const client = this.#client
    this.#client = undefined
    client?.release(this.#discarded)
  }

  #usable(query: CompiledQuery): pg.PoolClient {
    const ended = this.#client === undefined || this.scope?.phase === 'over'
    if (this.#client === undefined || ended) {
      throw new PmoError(
        'transaction-over',
        'A transaction’s handle was used after the transaction had ended; await everything that uses it inside.',
      )
    }
    if (this.scope?.phase === 'expired' && query.sql !== 'rollback') {
      throw new PmoError(
        'transaction-timeout',
        `The transaction was open for more than ${this.scope.limits.totalMs} ms and is rolled back; do its slow work before it begins.`,
      )
    }
    return this.#client
  }
}

function toQueryResult<R>(result: pg.QueryResult | pg.QueryResult[]): QueryResult<R> {
  if (Array.isArray(result)) return { rows: result.flatMap((one) => one.rows as R[]) }
  const { command, rowCount, rows } = result
  // Named boundary: commitTransaction reads the tag from this pseudo row, as in Kysely's own driver.
  if (command === 'COMMIT' || command === 'ROLLBACK') return { rows: [{ command } as R] }
  const affects = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
  return { rows, ...(affects && { numAffectedRows: BigInt(rowCount ?? 0) }) }
}
