import { FencedError, type Lease, type Store, type StoreTransaction } from '@headless-pmo/engine'
import { isPmoError } from '../config/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { readParts } from './queries-parts.ts'
import {
  countLiveRaw,
  liveRefsPage,
  lockRawById,
  lockRawByRef,
  lockRawToMap,
  rawText,
} from './queries-raw.ts'
import { lockRecords } from './queries-records.ts'
import { holdRemoval, rejectedRefs } from './queries-removals.ts'
import { writePlan } from './queries-write.ts'

/** Refs of one page of {@link Store.liveRefs}. */
const LIVE_PAGE = 5000

/**
 * Makes the engine's store on the database.
 *
 * @param assertFence refuses the transaction unless the lease is the newest of its name; runs first in each
 */
export function createStore(database: Database, assertFence: (tx: Tx, lease: Lease) => Promise<void>): Store {
  return {
    transaction: (lease, work) =>
      database.transaction(async (tx) => {
        await refuseFenced(lease, () => assertFence(tx, lease))
        return work(storeTransaction(tx, lease.run))
      }),
    parts: (stream) => readParts(database.root, stream, { lock: false }),
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

function storeTransaction(tx: Tx, run: string | undefined): StoreTransaction {
  return {
    parts: (stream) => readParts(tx, stream, { lock: true }),
    rawByRef: (stream, refs) => lockRawByRef(tx, stream, refs),
    rawToMap: (stream, mapKey, after, limit) => lockRawToMap(tx, stream, { mapKey, after, limit }),
    records: (connection, rawIds, names) => lockRecords(tx, connection, { rawIds, names }),
    rawById: (ids) => lockRawById(tx, ids),
    countLive: (stream) => countLiveRaw(tx, stream),
    write: (plan) => writePlan(tx, plan, run),
    hold: (removal) => holdRemoval(tx, removal, run),
    rejected: (stream) => rejectedRefs(tx, stream),
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
