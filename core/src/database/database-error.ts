import { isPmoError, PmoError } from '../config/index.ts'

/**
 * The five-character SQLSTATE of an error that PostgreSQL reported, such as `23505` for a violated unique
 * key; undefined for any other error. Looks through `cause`.
 */
export function sqlState(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Object && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code)) return at.code
    at = 'cause' in at ? at.cause : undefined
  }
  return undefined
}

/**
 * Turns broken infrastructure into a sentence for the operator. Errors about the SQL itself (a violated key, a wrong
 * column) are left as `pg` made them: they are for the caller, who reads them by {@link sqlState}.
 */
export function explainDatabaseError(cause: unknown): unknown {
  if (isPmoError(cause) || !(cause instanceof Error)) return cause
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  if (code === '57014') {
    return new PmoError(
      'statement-timeout',
      'A database statement ran longer than its limit and was cancelled; ask for less at once.',
      { cause },
    )
  }
  if (code === '25P03') {
    return new PmoError(
      'transaction-timeout',
      'A transaction was idle for longer than its limit and the database ended it; do slow work before it begins.',
      { cause },
    )
  }
  if (code === '28P01' || code === '28000' || code === '3D000' || code === '42501') {
    return new PmoError(
      'database-refused',
      `The database refused: ${cause.message}. Check user, password, database name and rights in DATABASE_URL.`,
      { cause },
    )
  }
  if (code === '53300') {
    return new PmoError(
      'database-busy',
      'The database server has no free connection; raise its max_connections or lower the pool size.',
      { cause },
    )
  }
  if (/timeout exceeded when trying to connect/.test(cause.message)) {
    return new PmoError(
      'database-busy',
      'No database connection became free in time: something holds a transaction open, or the server does not answer.',
      { cause },
    )
  }
  if (cause.message.startsWith('Cannot use a pool after calling end')) {
    return new PmoError('database-closed', 'The database was used after it had been closed.', { cause })
  }
  const refused = /^(ECONN|ENOTFOUND|EAI_|ENOENT|EACCES|EHOST|ENET|EPIPE|ETIMEDOUT)/.test(code)
  if (refused || /^(08|57P0)/.test(code) || /Connection terminated|connection error/.test(cause.message)) {
    return new PmoError(
      'database-unreachable',
      `The database cannot be reached (${code === '' ? cause.message : code}); check that it runs and that DATABASE_URL names its host and port.`,
      { cause },
    )
  }
  return cause
}
