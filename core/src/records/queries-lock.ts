import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** Any fixed number: keeps these locks apart from others that are made of hashed names. */
const SEED = 20_240_501

/**
 * Makes writers of a connection follow each other until the transaction's end. Cheaper than locks on rows, which
 * would write every row that a quiet run looks at, and it covers rows that are not there yet. A statement
 * of its own: what is read after it is what the writer before has committed.
 */
export async function lockConnection(tx: Tx, connection: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${connection}, ${SEED}))`.execute(tx)
}
