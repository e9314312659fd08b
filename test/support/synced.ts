import { setTimeout as delay } from 'node:timers/promises'
import { contentHash, type Lease, type Store } from '@headless-pmo/engine'
import { defineStream, toJson, z, type Gone, type RecordInput } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Database } from '../../core/src/database/index.ts'
import { acquireLease, assertFence, leaseMigration } from '../../core/src/jobs/index.ts'
import { createStore, syncedDataMigration } from '../../core/src/records/index.ts'
import { commitStep } from '../../sdk/engine/src/pages/commit-step.ts'
import { Mapper } from '../../sdk/engine/src/pages/mapper.ts'
import type { BoundStream } from '../../sdk/engine/src/pages/step.ts'

export const syncedMigrations = [leaseMigration, syncedDataMigration]

/** A raw item that says itself which records it maps to. */
export interface SyncedItem {
  readonly ref: string
  readonly version?: string
  readonly records: readonly RecordInput[]
  /** Anything else that changes the raw text. */
  readonly note?: string
}

export interface SyncedPage {
  readonly connection?: string
  readonly stream?: string
  readonly part?: string
  readonly items?: readonly SyncedItem[]
  readonly gone?: readonly Gone[]
  readonly cursor?: unknown
  readonly along?: boolean
  readonly run?: string
}

/** Writes pages as the engine does, for tests of what is stored. */
export class Synced {
  readonly store: Store
  readonly #database: Database
  readonly #leases = new Map<string, Lease>()

  constructor(database: Database) {
    this.#database = database
    this.store = createStore(database, assertFence)
  }

  async lease(connection: string): Promise<Lease> {
    const known = this.#leases.get(connection)
    if (known !== undefined) return known
    const taken = await acquireLease(this.#database, { name: connection, holder: 'test', ttlMs: 3_600_000 })
    if (taken.outcome === 'busy') throw new Error(`The lease ${connection} is busy.`)
    const lease = { name: connection, fence: taken.lease.fence }
    this.#leases.set(connection, lease)
    return lease
  }

  /** Commits one page. */
  async page(page: SyncedPage): Promise<void> {
    const {
      connection = 'gh',
      stream = 'issues',
      part = '',
      items = [],
      gone = [],
      cursor,
      along,
      run,
    } = page
    const lease = await this.lease(connection)
    const mapper = new Mapper(itself, {}, new AbortController().signal)
    const bound: BoundStream = {
      key: { connection, stream },
      stream: itself,
      config: {},
      mapKey: 'k1',
      mapper,
    }
    await this.store.transaction(run === undefined ? lease : { ...lease, run }, (tx) =>
      commitStep(tx, bound, {
        part,
        gone,
        items: items.map((item) => {
          const text = toJson(item)
          const version = item.version === undefined ? {} : { version: item.version }
          return { ref: item.ref, ...version, hash: contentHash(text), text, value: item }
        }),
        ...(cursor !== undefined && { state: { cursor } }),
        ...(along !== undefined && { along }),
      }),
    )
  }

  /** Commits a page of single records, each owned by a raw item of its own ref. */
  async records(page: Omit<SyncedPage, 'items'>, ...records: readonly RecordInput[]): Promise<void> {
    await this.page({
      ...page,
      items: records.map((record) => ({ ref: `${record.kind} ${record.ref}`, records: [record] })),
    })
  }
}

/**
 * Waits until the change feed has caught up with everything committed. It stops before the oldest open
 * transaction of the whole server, which may be that of another test file.
 */
export async function caughtUp(database: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ done: boolean }>`
      select coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) as done
      from pmo.change`.execute(database.root)
    if (rows[0]?.done === true) return
    await delay(5)
  }
}

const itself = defineStream({
  config: z.object({}),
  item: z.unknown(),
  cursor: z.unknown(),
  start: null,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read() {},
  ref: (item) => (item as SyncedItem).ref,
  map: (item) => (item as SyncedItem).records,
})
