/**
 * Every way in which the PMO itself reports trouble to an operator. Closed on purpose: a reader of a
 * code can switch over all of them, and `oxlint` proves that the switch is complete. A feature that
 * needs a new one adds it here, with the situation it stands for. See {@link isPmoError}.
 */
export type PmoErrorCode =
  /** Neither a database address nor a data folder was given, or the address is not one of PostgreSQL. */
  | 'database-config'
  /** The data folder belongs to another running process. */
  | 'data-folder-locked'
  /** The data folder cannot be created, written or locked. */
  | 'data-folder-unusable'
  /** Nothing answers at the database's address, or the connection broke. */
  | 'database-unreachable'
  /** The database answered and refused the login. */
  | 'database-refused'
  /** The server is older than PostgreSQL 15, or its database is not in UTF-8. */
  | 'database-unsuitable'
  /** The embedded database stopped by itself. */
  | 'database-lost'
  /** The handle was used after it had been closed. */
  | 'database-closed'
  /** No connection became free in time. */
  | 'database-busy'
  /** A column of type int8 holds a number above 2^53, which JavaScript cannot hold exactly. */
  | 'unsafe-integer'
  /** The root handle was used inside a transaction (law 12). */
  | 'root-handle-in-transaction'
  /** A transaction was opened inside a transaction, or past the unit of work. */
  | 'transaction-misused'
  /** A transaction's handle was used after the transaction had ended. */
  | 'transaction-over'
  /** A transaction was held open longer than its limit. */
  | 'transaction-timeout'
  /** One statement ran longer than its limit. */
  | 'statement-timeout'
  /** The database's schema was made by a newer release. */
  | 'schema-newer'
  /** A migration failed; the database is as it was before it. */
  | 'migration-failed'
  /** A computation took longer than its limit and was ended. */
  | 'compute-timeout'
  /** A computation asked for more memory than its limit and was ended. */
  | 'compute-memory'
  /** A computation ended with an error of its own: a defect, or input that it was not made for. */
  | 'compute-failed'
  /** The compute pool was used after it had been closed, or closed while a computation ran. */
  | 'compute-closed'
  /** A lease was lost to another holder; the write was refused (law 2). */
  | 'fenced'
  /** A job was enqueued or scheduled that nobody defined, or defined twice. */
  | 'job-undefined'
  /** The configuration file cannot be read or run. */
  | 'config-unreadable'
  /** The configuration was read and says something impossible. */
  | 'config-invalid'
  /** An environment variable has a value that cannot be used. */
  | 'environment-invalid'
  /** The thing asked for does not exist, or does not any more. */
  | 'not-found'
  /** A request without a valid token. */
  | 'unauthorized'
  /** A valid token whose role does not allow this. */
  | 'forbidden'
  /** Somebody else changed it first, or it exists already. */
  | 'conflict'
  /** The entry belongs to pmo.config.ts and is changed there. */
  | 'managed-by-file'
  /** A request or command that cannot be understood as it is. */
  | 'invalid-request'
  /** A body above the limit. */
  | 'too-large'
  /** More at once, or more often, than one caller is given. */
  | 'too-many'
  /** A secret that a connection needs is not given, or is empty. */
  | 'secret-missing'
  /** A secret is given and cannot be read: its file is closed to us, or it was sealed with another key. */
  | 'secret-unreadable'
  /** Secrets are to be kept in the database, and PMO_SECRET_KEY is not set. */
  | 'secret-key-missing'
  /** A token could not be got: the key is none, or the tracker refused the exchange. */
  | 'authorization-failed'
  /** A plugin is switched off, kept out, or its code cannot be loaded. */
  | 'plugin-unusable'
  /** The server's address cannot be listened on. */
  | 'address-in-use'
  /** The running server that owns the data folder does not answer. */
  | 'server-unreachable'

const BRAND = Symbol.for('@headless-pmo/pmo-error')

/**
 * The one error class of the server: a code for programs, and a sentence for the operator that says what
 * is wrong, where, and what to do next. Never put a secret into the sentence (law 13).
 *
 * Tell it by {@link isPmoError}, never by `instanceof`: two copies of this package may be loaded.
 * @example
 * ```ts
 * throw new PmoError('config-unreadable', 'pmo.config.ts cannot be read: check its permissions.')
 * ```
 */
export class PmoError extends Error {
  readonly [BRAND] = true
  readonly code: PmoErrorCode

  constructor(code: PmoErrorCode, sentence: string, options?: { cause?: unknown }) {
    super(sentence, options)
    this.name = 'PmoError'
    this.code = code
  }
}

/**
 * Whether a value is a {@link PmoError} (of any loaded copy), and optionally one of the given code.
 * @example
 * ```ts
 * const isElsewhere = (error: unknown): boolean => isPmoError(error, 'data-folder-locked')
 * ```
 */
export function isPmoError(value: unknown, code?: PmoErrorCode): value is PmoError {
  if (typeof value !== 'object' || value === null || !(BRAND in value)) return false
  return code === undefined || ('code' in value && value.code === code)
}
