import {
  FencedError,
  type HeldRemoval,
  type Lease,
  type Store,
  type StoreTransaction,
  type StreamKey,
} from '@headless-pmo/engine'
import { isPmoError } from '../config/index.ts'
import { LARGE_TRANSACTION_MS, type Database, type Tx } from '../database/index.ts'
import { lockConnection } from './queries-lock.ts'
import { readParts } from './queries-parts.ts'
import { countLiveRaw, liveRefsPage, rawById, rawByRef, rawText, rawToMap } from './queries-raw.ts'
import { ownedOrNamed } from './queries-records.ts'
import { holdRemoval, askedRefs } from './queries-removals.ts'
import { writePlan } from './queries-write.ts'

/** Told of removals that wait for a person. @param run in whose name they were held */
export type OnHeld = (tx: Tx, removal: HeldRemoval, run: string | undefined) => Promise<void>

/** Refs of one page of {@link Store.liveRefs}. */
const LIVE_PAGE = 5000

/**
 * Makes the engine's store on the database.
 *
 * @param assertFence refuses the transaction unless the lease is the newest of its name; runs first in each
 * @param onHeld told of removals that are held back newly, in the transaction that keeps them
 */
export function createStore(
  database: Database,
  assertFence: (tx: Tx, lease: Lease) => Promise<void>,
  onHeld?: OnHeld,
): Store {
  return {
    transaction: (lease, work, size) =>
      database.transaction(
        async (tx) => {
          await refuseFenced(lease, () => assertFence(tx, lease))
          return work(storeTransaction(tx, lease.run, onHeld))
        },
        size === 'large' ? { totalMs: LARGE_TRANSACTION_MS } : {},
      ),
    parts: (stream) => readParts(database.root, stream),
    async *liveRefs(stream, part) {
      let after = ''
      for (;;) {
        const page = await liveRefsPage(database.root, stream, { part, after, limit: LIVE_PAGE })
        if (page.length > 0) yield page
        if (page.length < LIVE_PAGE) return
        after = page.at(-1)?.ref ?? ''
      }
    },
    rawText: (stream, refs) => rawText(database.root, stream, refs),
  }
}

/** Every method first takes the lock of its connection, once a transaction. */
function storeTransaction(tx: Tx, run: string | undefined, onHeld: OnHeld | undefined): StoreTransaction {
  const locked = new Set<string>()
  const lock = async (connection: string): Promise<void> => {
    if (locked.has(connection)) return
    await lockConnection(tx, connection)
    locked.add(connection)
  }
  const under =
    <A extends readonly unknown[], R>(work: (stream: StreamKey, ...rest: A) => Promise<R>) =>
    async (stream: StreamKey, ...rest: A): Promise<R> => {
      await lock(stream.connection)
      return work(stream, ...rest)
    }
  return {
    parts: under((stream) => readParts(tx, stream)),
    rawByRef: under((stream, refs: readonly string[]) => rawByRef(tx, stream, refs)),
    rawToMap: under((stream, mapKey: string, after: string | undefined, limit: number) =>
      rawToMap(tx, stream, { mapKey, after, limit }),
    ),
    async records(connection, rawIds, names) {
      await lock(connection)
      return ownedOrNamed(tx, connection, { rawIds, names })
    },
    // Row ids come from records of the connection, whose lock is held by then.
    rawById: (ids) => rawById(tx, ids),
    countLive: under((stream) => countLiveRaw(tx, stream)),
    async write(plan) {
      await lock(plan.stream.connection)
      await writePlan(tx, plan, run)
    },
    async hold(removal) {
      await lock(removal.stream.connection)
      if (await holdRemoval(tx, removal, run)) await onHeld?.(tx, removal, run)
    },
    asked: under((stream) => askedRefs(tx, stream)),
  }
}

/** The engine knows a lost lease by its own error. */
async function refuseFenced(lease: Lease, check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (error) {
    if (isPmoError(error, 'fenced')) throw new FencedError(lease.name, lease.fence)
    throw error
  }
}
