import type { GateSession } from '@headless-pmo/engine'
import { defineConnector, defineStream, z } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import type { Database } from '../database/index.ts'
import { configVersionMigration, definitionsMigration } from '../definitions/index.ts'
import { hostMigration, systemClock } from '../host/index.ts'
import { assertFence, leaseMigration } from '../jobs/index.ts'
import { createStore, syncedDataMigration } from '../records/index.ts'
import { createRemovalDesk, runsMigration, SyncService } from '../sync/index.ts'
import { notificationsMigration } from './index.ts'
import { notificationServer, type NotificationServer } from './test-support/notification-server.ts'

const migrations = [
  definitionsMigration,
  hostMigration,
  leaseMigration,
  syncedDataMigration,
  runsMigration,
  configVersionMigration,
  notificationsMigration,
]

/** A tracker whose items a test sets; `broken` ones refuse. */
interface Tracker {
  items: readonly string[]
  broken?: string
}

const Config = z.object({})
const connectorOf = (tracker: Tracker) =>
  defineConnector({
    config: Config,
    egress: () => [],
    probe: async () => ({ ok: true }),
    streams: {
      issues: defineStream({
        config: Config,
        item: z.looseObject({ id: z.string() }),
        cursor: z.object({}),
        start: {},
        changes: 'snapshot',
        deletes: 'snapshot',
        mapVersion: 1,
        async *read({ page }) {
          if (tracker.broken !== undefined) throw new Error(tracker.broken)
          yield page({ items: tracker.items.map((id) => ({ id })), cursor: {} })
        },
        ref: ({ id }) => id,
        map: ({ id }) => [{ kind: 'container', ref: id, name: id, nativeType: 'x' }],
      }),
    },
  })

/** Syncing with notifications, wired as the server wires them. */
async function syncing(database: Database, tracker: Tracker, options: { readonly failing?: string } = {}) {
  const server = await notificationServer(database, {
    // Runs are carried out by the test itself.
    defining: (jobs) => jobs.define('sync', async () => undefined),
  })
  const fail = (): void => {
    if (options.failing !== undefined) throw new Error(options.failing)
  }
  const store = createStore(database, assertFence, async (tx, { stream, items, live }, run) => {
    await server.service.removalsHeld(tx, { ...stream, run: run ?? '', items: items.length, live })
    fail()
  })
  const session: GateSession = {
    fetch: async () => new Response(),
    counters: () => ({
      requests: 0,
      retries: 0,
      waits: 0,
      waitedMs: 0,
      bytes: 0,
      notModified: 0,
      budgets: {},
    }),
    dispose: async () => undefined,
  }
  const connector = connectorOf(tracker)
  const sync = new SyncService({
    database,
    jobs: server.jobs,
    store,
    removals: createRemovalDesk(database, store),
    connections: {
      open: async (id) => ({
        id,
        pluginVersion: '1.0.0',
        connector,
        config: {},
        censusEveryMs: 86_400_000,
        redact: (text) => text,
        run: (work) => work(),
        session: () => session,
        [Symbol.asyncDispose]: async () => undefined,
      }),
    },
    clock: systemClock,
    holder: 'one',
    onEnded: async (tx, run) => {
      await server.service.runEnded(tx, run)
      fail()
    },
  })
  return {
    server,
    async run(signal = new AbortController().signal): Promise<string> {
      const { id } = await sync.start({ connection: 'code', trigger: 'manual' })
      await sync.work(id, signal)
      return (await sync.run(id)).state
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const told = async (server: NotificationServer): Promise<string[]> =>
  (await server.service.deliveries({ notifier: 'ops', limit: 50 })).items.map(({ type }) => type).toReversed()

const many = Array.from({ length: 100 }, (_, index) => `i${index}`)

describeOnDatabases('what syncing tells', { migrations }, (open) => {
  test('a run that fails is told once, however often it fails, and its recovery once', async () => {
    await using database = await open()
    const tracker: Tracker = { items: ['a'] }
    await using one = await syncing(database, tracker)
    await one.server.define({ ops: { url: 'http://127.0.0.1:1/in' } })
    expect(await one.run()).toBe('ok')
    tracker.broken = 'The token has expired.'
    expect([await one.run(), await one.run()]).toEqual(['failed', 'failed'])
    delete tracker.broken
    expect([await one.run(), await one.run()]).toEqual(['ok', 'ok'])
    expect(await told(one.server)).toEqual(['run.failed', 'run.recovered'])
  })

  test('removals that are held back are told once with their list, and a longer list anew', async () => {
    await using database = await open()
    const tracker: Tracker = { items: many }
    await using one = await syncing(database, tracker)
    await one.server.define({ ops: { url: 'http://127.0.0.1:1/in', on: ['removals.waiting'] } })
    await one.run()
    tracker.items = many.slice(0, 50)
    await one.run()
    await one.run()
    const {
      items: [waiting, ...others],
    } = await one.server.service.deliveries({ notifier: 'ops', limit: 10 })
    expect(others).toEqual([])
    expect(waiting?.title).toBe('50 of 100 issues of code wait for a decision')
    tracker.items = many.slice(0, 40)
    await one.run()
    expect(await told(one.server)).toEqual(['removals.waiting', 'removals.waiting'])
  })

  test('what is told and what it tells of are written together or not at all', async () => {
    await using database = await open()
    const tracker: Tracker = { items: many }
    {
      await using well = await syncing(database, tracker)
      await well.server.define({ ops: { url: 'http://127.0.0.1:1/in' } })
      await well.run()
    }
    tracker.items = many.slice(0, 50)
    {
      await using failing = await syncing(database, tracker, { failing: 'The server was killed here.' })
      await failing.run().catch(() => undefined)
      expect(await told(failing.server)).toEqual([])
      const held = await sql`select id from pmo.removal`.execute(database.root)
      expect(held.rows).toEqual([])
    }
    await using next = await syncing(database, tracker)
    await next.run()
    expect(await told(next.server)).toEqual(['removals.waiting'])
    const jobs = await sql`select id from pgboss.job where name = 'notify'`.execute(database.root)
    expect(jobs.rows).toHaveLength(1)
  })

  test('a run that the end of the server cuts off says nothing about its connection', async () => {
    await using database = await open()
    const tracker: Tracker = { items: ['a'], broken: 'It broke.' }
    await using one = await syncing(database, tracker)
    await one.server.define({ ops: { url: 'http://127.0.0.1:1/in' } })
    expect(await one.run(AbortSignal.abort(new Error('The server stops.')))).toBe('partial')
    expect(await told(one.server)).toEqual([])
  })
})
