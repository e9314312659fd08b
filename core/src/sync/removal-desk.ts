import { removeItems, type Store } from '@headless-pmo/engine'
import { PmoError } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { findRemovals, markRemoval, removalItems, type RemovalItem } from '../records/index.ts'
import type { RemovalDesk, RemovalView } from './removals.ts'

type Found = Awaited<ReturnType<typeof findRemovals>>[number]

/** Held removals on the records of synced data. */
export function createRemovalDesk(database: Database, store: Store): RemovalDesk {
  const waitingOf = async (
    run: string,
  ): Promise<{ readonly removal: Found; readonly items: readonly RemovalItem[] }[]> => {
    const found = await findRemovals(database.root, { run, state: 'waiting' })
    if (found.length === 0) {
      throw new PmoError(
        'not-found',
        `The run "${run}" holds back nothing that waits; \`pmo status\` shows what does.`,
      )
    }
    const items = await removalItems(
      database.root,
      found.map(({ id }) => id),
    )
    return found.map((removal) => ({
      removal,
      items: items.filter(({ removalId }) => removalId === removal.id),
    }))
  }

  return {
    async list(filter) {
      const found = await findRemovals(database.root, filter)
      const items = await removalItems(
        database.root,
        found.map(({ id }) => id),
      )
      return found.map((removal) =>
        viewOf(
          removal,
          items.filter(({ removalId, stale }) => removalId === removal.id && !stale),
        ),
      )
    },
    async approve(lease, run, by) {
      let [removed, kept] = [0, 0]
      for (const { removal, items } of await waitingOf(run)) {
        const key = { connection: removal.connection, stream: removal.stream }
        const went = await store.transaction(lease, (tx) => removeItems(tx, key, items, 'operator'))
        // Should the server end between the two, the removal has nothing left to ask about and is not shown.
        await database.transaction((tx) => markRemoval(tx, removal.id, { state: 'approved', by }))
        removed += went
        kept += items.length - went
      }
      return { removed, kept }
    },
    async reject(run, by) {
      const waiting = await waitingOf(run)
      await database.transaction(async (tx) => {
        for (const { removal } of waiting) await markRemoval(tx, removal.id, { state: 'rejected', by })
      })
      return { kept: waiting.reduce((sum, { items }) => sum + items.length, 0) }
    },
  }
}

function viewOf(
  removal: Found,
  items: readonly (RemovalItem & { readonly title?: string; readonly url?: string })[],
): RemovalView {
  return {
    id: String(removal.id),
    run: removal.run ?? '',
    connection: removal.connection,
    stream: removal.stream,
    cause: removal.cause,
    live: removal.live,
    // A list that a newer one contains is decided with that one.
    state: removal.state === 'replaced' ? 'rejected' : removal.state,
    items: items.map(({ ref, reason, title, url }) => ({
      ref,
      reason,
      ...(title !== undefined && { title }),
      ...(url !== undefined && { url }),
    })),
    ...(removal.decided_by !== null && { decidedBy: removal.decided_by }),
    ...(removal.decided_at !== null && { decidedAt: removal.decided_at }),
  }
}
