import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * How long the one transaction may take that makes a snapshot of any size visible as a whole, in milliseconds. A plan of a hundred
 * thousand tasks takes a few minutes.
 */
export const LARGE_TRANSACTION_MS = 20 * 60_000

/** How long a transaction may take, in milliseconds. */
export interface TransactionLimits {
  /** One statement. PostgreSQL cancels it; the embedded database cannot be interrupted within a statement. */
  readonly statementMs: number
  /** From begin to commit. It is then rolled back and its handle refuses further statements. */
  readonly totalMs: number
}

/**
 * What is known about the transaction that the current async context runs in. Law 12 hangs on it: the
 * driver asks here whether the root handle may hand out a connection.
 */
export interface TransactionScope {
  readonly owner: object
  readonly limits: TransactionLimits
  /** `beginning` still takes its connection from the pool; only `open` forbids the root handle. */
  phase: 'beginning' | 'open' | 'expired' | 'over'
  readonly afterCommit: (() => void)[]
}

const storage = new AsyncLocalStorage<readonly TransactionScope[]>()

/** Runs `work` with the scope as the innermost one of its async context. */
export function runInScope<T>(scope: TransactionScope, work: () => T): T {
  return storage.run([...(storage.getStore() ?? []), scope], work)
}

/**
 * The live scope of this database in the current async context. Work that was started inside a
 * transaction and outlives it (a timer, a listener) finds none.
 */
export function currentScope(owner: object): TransactionScope | undefined {
  return storage.getStore()?.findLast((scope) => scope.owner === owner && scope.phase !== 'over')
}
