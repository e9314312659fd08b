import type { Database, Tx } from '../database/index.ts'
import {
  advanceConsumer,
  lockConsumer,
  readChanges,
  type FeedChange,
  type FeedFilter,
} from './queries-feed.ts'

/** A reader of the change feed that keeps its own position. */
export interface Consumer {
  /** Names its position for ever. */
  readonly name: string
  readonly filter?: FeedFilter
  /** Changes a transaction; 500 unless said otherwise. */
  readonly limit?: number
  /** Takes changes in order. What it writes with `tx` is committed together with the position: exactly once. */
  take(tx: Tx, changes: readonly FeedChange[]): Promise<void>
}

/**
 * Gives a consumer the changes that are new to it, a batch a transaction, until there are no more. Changes
 * nothing when there are none.
 *
 * @returns how many changes it took
 */
export async function consumeChanges(database: Database, consumer: Consumer): Promise<number> {
  let taken = 0
  for (;;) {
    const batch = await database.transaction(async (tx) => {
      const after = await lockConsumer(tx, consumer.name)
      const page = await readChanges(tx, {
        after,
        limit: consumer.limit ?? 500,
        ...(consumer.filter !== undefined && { filter: consumer.filter }),
      })
      if (page.changes.length > 0) await consumer.take(tx, page.changes)
      if (page.position !== after) await advanceConsumer(tx, consumer.name, page.position)
      return page
    })
    taken += batch.changes.length
    if (!batch.more) return taken
  }
}
