import { setTimeout as delay } from 'node:timers/promises'
import { CompiledQuery, Kysely } from 'kysely'
import pg from 'pg'
import { PmoError } from '../config/index.ts'
import { lockFolder, type FolderLock } from '../data-folder/index.ts'
import { explainDatabaseError } from './database-error.ts'
import { assertDatabaseFolder } from './database-folder.ts'
import { createDialect } from './driver.ts'
import { pace } from './pace.ts'
import { startPglite, type PgliteHost } from './pglite-host.ts'
import type { Handle, Tables, Tx } from './tables.ts'
import { currentScope, LARGE_TRANSACTION_MS, type TransactionLimits } from './transaction-scope.ts'
import { tidy } from './tidy.ts'
import { runUnitOfWork } from './unit-of-work.ts'
import { wireTypes } from './wire-types.ts'

const TIDY_EVERY_MS = 60_000
/** Milliseconds that connections are given to end when the database is closed. */
const END_MS = 2000

/** Where the data lives, and its limits. Exactly one of `url`, `dataDir` and `memory` is given. */
export interface DatabaseOptions {
  /** Address of a PostgreSQL server from version 15 on: `postgres://user:password@host:5432/name`. */
  readonly url?: string
  /** Folder of the embedded database; created when it is missing. This process becomes its one owner. */
  readonly dataDir?: string
  /** An embedded database that ends with the process: for tests. */
  readonly memory?: boolean
  /** A dump that a new embedded database begins with, see `Database.dump`. */
  readonly image?: Uint8Array<ArrayBuffer>
  /** Whether commits to the data folder reach the disk before they return; on unless said otherwise. */
  readonly fsync?: boolean
  /** Connections to a server; 10 unless said otherwise. The embedded database has one, and callers queue. */
  readonly poolSize?: number
  /** Milliseconds that one statement (30,000) and one transaction (60,000) may take. */
  readonly limits?: Partial<TransactionLimits>
  /**
   * Milliseconds to wait for a free connection: 30,000 for a server; for the embedded database, where every caller queues for the
   * one connection, a little more than a transaction may take.
   */
  readonly acquireMs?: number
  /** Told of trouble that no caller is waiting for: a connection broke while idle, the embedded database stopped. */
  readonly onTrouble?: (error: PmoError) => void
}

/** An open database. Dispose of it last: whatever uses it must have ended. */
export interface Database extends AsyncDisposable {
  readonly engine: 'embedded' | 'postgresql'
  /**
   * For reads, and for single statements that stand alone. Each statement is its own transaction on any connection;
   * inside a transaction of the same async context it throws `root-handle-in-transaction`.
   */
  readonly root: Handle
  /**
   * Runs one unit of work and commits it when `work` returns. Isolation is read committed. A deadlock or a
   * serialization failure repeats it up to five times, so effects outside the database belong into {@link afterCommit}.
   *
   * @throws PmoError `transaction-misused` inside another one, `transaction-timeout`, `statement-timeout`; and whatever
   * `work` throws, after everything was rolled back.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, limits?: Partial<TransactionLimits>): Promise<T>
  /** Runs something once the transaction around has been committed, and never when it is rolled back. */
  afterCommit(tx: Tx, follow: () => void): void
  /** Writes into the data folder where this process answers requests; `folderOwner` reads it. */
  announce(address: string): void
  /**
   * Vacuums and analyses what has grown, in the embedded database; a server does so by itself. Runs every minute; worth a call
   * after a large import. Returns the tables that were done.
   */
  tidy(): Promise<string[]>
  /**
   * The embedded database as one archive, to begin another with (`DatabaseOptions.image`). No transaction may be open.
   * PostgreSQL has its own tools for this; there it throws `database-config`.
   */
  dump(): Promise<Uint8Array<ArrayBuffer>>
  /** Waits for running statements and closes everything; the data folder is free afterwards. */
  close(): Promise<void>
}

/**
 * Opens the database: PostgreSQL when a `url` is given, otherwise the embedded one in a thread of its own. Both are
 * spoken to by the same driver, so types and errors are the same.
 *
 * @throws PmoError `database-config`, `database-unreachable`, `database-refused`, `database-unsuitable`,
 * `data-folder-locked`, `data-folder-unusable`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  await using opening = new AsyncDisposableStack()
  const trouble = options.onTrouble ?? ((error) => process.emitWarning(error))
  const limits = { statementMs: 30_000, totalMs: 60_000, ...options.limits }
  const backend = await openBackend(options, opening, trouble)
  const pool = new pg.Pool({
    ...backend.pool,
    types: wireTypes,
    connectionTimeoutMillis: options.acquireMs ?? (backend.engine === 'embedded' ? longest(limits) : 30_000),
    application_name: 'headless-pmo',
  })
  const ended = new Set<Promise<void>>()
  pool.on('connect', (client) => {
    // A connection that breaks while it is taken fails its statement; without a listener it would end the process too.
    client.on('error', () => {})
    pace(client.connection.stream)
    const end = Promise.withResolvers<void>()
    ended.add(end.promise)
    client.once('end', () => {
      ended.delete(end.promise)
      end.resolve()
    })
  })
  let closing: Promise<void> | undefined
  pool.on('error', (error) => {
    const explained = explainDatabaseError(error)
    if (closing === undefined && backend.lost() === undefined && explained instanceof PmoError)
      trouble(explained)
  })
  opening.defer(async () => {
    await pool.end()
    // The pool does not wait for its connections to end, and a server counts them until then.
    await Promise.race([Promise.all(ended), delay(END_MS, undefined, { ref: false })])
  })
  const owner = {}
  const kysely = new Kysely<Tables>({
    dialect: createDialect({
      pool,
      owner,
      embedded: backend.engine === 'embedded',
      explain: (cause) => backend.lost() ?? explainDatabaseError(cause),
    }),
  })
  await assertSuitable(kysely)
  const tidyIfEmbedded = async (): Promise<string[]> => (backend.engine === 'embedded' ? tidy(kysely) : [])
  if (backend.engine === 'embedded') {
    const timer = setInterval(() => void tidyIfEmbedded().catch(() => {}), TIDY_EVERY_MS)
    timer.unref()
    opening.defer(() => clearInterval(timer))
  }
  const resources = opening.move()
  const close = (): Promise<void> => (closing ??= resources.disposeAsync())
  return {
    engine: backend.engine,
    root: kysely,
    transaction: (work, own) => runUnitOfWork({ owner, kysely, limits: { ...limits, ...own } }, work),
    afterCommit(_tx, follow) {
      const scope = currentScope(owner)
      if (scope === undefined) {
        throw new PmoError('transaction-misused', 'afterCommit was called outside its transaction.')
      }
      scope.afterCommit.push(follow)
    },
    tidy: tidyIfEmbedded,
    dump: async () => {
      if (backend.dump !== undefined) return backend.dump()
      throw new PmoError(
        'database-config',
        'Only the embedded database can be dumped; use pg_dump for PostgreSQL.',
      )
    },
    announce: (address) => backend.lock?.announce(address),
    close,
    [Symbol.asyncDispose]: close,
  }
}

interface Backend {
  readonly engine: Database['engine']
  readonly pool: pg.PoolConfig
  readonly lock?: FolderLock
  readonly dump?: PgliteHost['dump']
  /** Why the embedded database is gone. */
  lost(): PmoError | undefined
}

async function openBackend(
  options: DatabaseOptions,
  opening: AsyncDisposableStack,
  trouble: (error: PmoError) => void,
): Promise<Backend> {
  const { url, dataDir, memory } = options
  if (url !== undefined) {
    assertPostgresUrl(url)
    const pool: pg.PoolConfig = {
      connectionString: url,
      max: options.poolSize ?? 10,
      keepAlive: true,
      // Constants of every session, so that values print alike on every server: see wire-types.ts.
      options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601',
    }
    return { engine: 'postgresql', pool, lost: () => undefined }
  }
  if (dataDir === undefined && memory !== true) {
    throw new PmoError('database-config', 'No database is configured; set DATABASE_URL or PMO_DATA_DIR.')
  }
  const lock = dataDir === undefined ? undefined : lockFolder(dataDir)
  if (lock !== undefined) opening.defer(() => lock.release())
  if (dataDir !== undefined) assertDatabaseFolder(dataDir)
  let lost: PmoError | undefined
  const settings = {
    fsync: options.fsync ?? true,
    ...(dataDir !== undefined && { folder: dataDir }),
    ...(options.image !== undefined && { image: options.image }),
  }
  const host: PgliteHost = await startPglite(settings, (error) => {
    lost = error
    trouble(error)
  })
  opening.defer(() => host.close())
  const pool: pg.PoolConfig = {
    stream: () => host.connect(),
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
    password: 'unused',
    ssl: false,
  }
  return {
    engine: 'embedded',
    pool,
    ...(lock !== undefined && { lock }),
    dump: () => host.dump(),
    lost: () => lost,
  }
}

function assertPostgresUrl(url: string): void {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return
  throw new PmoError(
    'database-config',
    'DATABASE_URL is not an address of PostgreSQL; write postgres://user:password@host:5432/name.',
  )
}

async function assertSuitable(kysely: Kysely<Tables>): Promise<void> {
  const { rows } = await kysely.executeQuery<{ version: number; encoding: string }>(
    CompiledQuery.raw(
      "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
    ),
  )
  const [server] = rows
  if (server === undefined || server.version < 150_000) {
    const found = server === undefined ? 'unknown' : Math.floor(server.version / 10_000)
    throw new PmoError(
      'database-unsuitable',
      `The database server is PostgreSQL ${found}; version 15 or newer is needed: name such a server in DATABASE_URL, or remove it for the embedded database.`,
    )
  }
  if (server.encoding !== 'UTF8') {
    throw new PmoError(
      'database-unsuitable',
      `The database is in the encoding ${server.encoding}; create one with ENCODING 'UTF8' and name it in DATABASE_URL.`,
    )
  }
}

/** Whoever waits for the embedded database's one connection waits no longer than a transaction may take, and a little more. */
function longest({ totalMs }: TransactionLimits): number {
  return Math.max(totalMs, LARGE_TRANSACTION_MS) + 5000
}
