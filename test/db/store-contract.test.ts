import { storeContract } from '@headless-pmo/testing'
import { describeOnDatabases } from '../support/postgres.ts'
import { acquireLease, assertFence, leaseMigration } from '../../core/src/jobs/index.ts'
import {
  createStore,
  fingerprint,
  findRemovals,
  markRemoval,
  syncedDataMigration,
} from '../../core/src/records/index.ts'

describeOnDatabases('the store', { migrations: [leaseMigration, syncedDataMigration] }, (open, engine) => {
  storeContract(engine, async () => {
    const db = await open()
    return {
      store: createStore(db, assertFence),
      takeLease: async (name) => {
        const first = await acquireLease(db, { name, holder: 'a', ttlMs: 0 })
        if (first.outcome === 'busy') throw new Error(`The lease ${name} is busy.`)
        return first.lease.fence
      },
      rejectHeld: async ({ connection, stream }) => {
        for (const removal of await findRemovals(db.root, { connection, state: 'waiting' })) {
          if (removal.stream !== stream) continue
          await db.transaction((tx) => markRemoval(tx, removal.id, { state: 'rejected', by: 'ann' }))
        }
      },
      fingerprint: async () => JSON.stringify(await fingerprint(db.root)),
      [Symbol.asyncDispose]: () => db.close(),
    }
  })
})
