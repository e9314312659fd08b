import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { PmoError } from '../config/index.ts'
import { sqlState } from './database-error.ts'
import type { Tables, Tx } from './tables.ts'
import {
  currentScope,
  runInScope,
  type TransactionLimits,
  type TransactionScope,
} from './transaction-scope.ts'

/** Attempts at a transaction that the database asks to repeat. */
const ATTEMPTS = 5
/** Serialization failure and deadlock: nothing was written, and a repetition may succeed. */
const REPEATABLE: ReadonlySet<string> = new Set(['40001', '40P01'])

/** What a unit of work needs of its database. */
export interface UnitOfWorkContext {
  readonly owner: object
  readonly kysely: Kysely<Tables>
  readonly limits: TransactionLimits
}

/**
 * Runs one unit of work (law 12): all that `work` does with its handle is committed together, or not at all when it throws.
 * `work` may run more than once, so it must not have effects outside the database; those belong after the
 * commit.
 */
export async function runUnitOfWork<T>(context: UnitOfWorkContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (currentScope(context.owner) !== undefined) {
    throw new PmoError(
      'transaction-misused',
      'A transaction was opened inside a transaction; pass the handle of the outer one down instead.',
    )
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(context, work)
    } catch (error) {
      if (attempt === ATTEMPTS || !REPEATABLE.has(sqlState(error) ?? '')) throw error
      await delay(Math.random() * 10 * 2 ** attempt)
    }
  }
}

async function attemptOnce<T>(context: UnitOfWorkContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { owner, kysely, limits } = context
  const scope: TransactionScope = { owner, limits, phase: 'beginning', afterCommit: [] }
  let result: T
  try {
    result = await runInScope(scope, () =>
      kysely.transaction().execute((tx) => {
        scope.phase = 'open'
        return withinLimit(scope, work(tx))
      }),
    )
  } finally {
    scope.phase = 'over'
  }
  for (const follow of scope.afterCommit) follow()
  return result
}

/** The embedded database has one connection: a transaction left open would stop everything else for ever. */
async function withinLimit<T>(scope: TransactionScope, work: Promise<T>): Promise<T> {
  const expiry = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    scope.phase = 'expired'
    expiry.reject(
      new PmoError(
        'transaction-timeout',
        `A transaction was open for more than ${scope.limits.totalMs} ms and was rolled back; do its slow work before it begins.`,
      ),
    )
  }, scope.limits.totalMs)
  try {
    return await Promise.race([work, expiry.promise])
  } finally {
    clearTimeout(timer)
  }
}
