import { sql } from 'kysely'
import type { Database } from '../database/index.ts'

/** What `/health` says to anybody: nothing about what is connected. */
export interface Liveness {
  readonly status: 'ok' | 'failing'
  readonly version: string
  readonly database: { readonly engine: Database['engine']; readonly state: 'ok' | 'failing' }
  /** How many connections there are, and how many of them have trouble; absent while the database fails. */
  readonly sources?: { readonly total: number; readonly failing: number; readonly waiting: number }
}

/** Longest time that the database may take to answer before it counts as failing. */
const PATIENCE_MS = 5000

/** Whether the database answers. */
export async function databaseAnswers(database: Database): Promise<boolean> {
  const late = Promise.withResolvers<false>()
  const timer = setTimeout(() => late.resolve(false), PATIENCE_MS)
  try {
    const answer = sql`select 1`.execute(database.root).then(
      () => true,
      () => false,
    )
    return await Promise.race([answer, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
