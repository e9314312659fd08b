import { setTimeout as delay } from 'node:timers/promises'
import { defineConnector, defineStream, z } from '@headless-pmo/sdk'
import type { GateSession } from '@headless-pmo/engine'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import type { Database } from '../database/index.ts'
import { acquireLease, assertFence, createJobs, leaseMigration, type Jobs } from '../jobs/index.ts'
import { createStore, syncedDataMigration } from '../records/index.ts'
import { createRemovalDesk, defineSyncJobs, runsMigration, SyncService } from './index.ts'

const quiet = { warn: () => undefined, error: () => undefined }
const clock = { now: () => Date.now(), sleep: (ms: number) => delay(ms) }
const counters = { requests: 1, retries: 0, waits: 0, waitedMs: 0, bytes: 0, notModified: 0, budgets: {} }

/** A tracker that answers as the test says, page by page. */
class Pages {
  pages: readonly (readonly string[])[] = [['a', 'b', 'c']]
  /** Awaited before each page, with its number. */
  before: (page: number, signal: AbortSignal) => Promise<void> = async () => undefined
  reads = 0

  readonly connector = (() => {
    const Config = z.object({})
    const stream = defineStream({
      config: Config,
      item: z.looseObject({ id: z.string() }),
      cursor: z.object({ at: z.number() }),
      start: { at: 0 },
      changes: 'snapshot',
      deletes: 'none',
      mapVersion: 1,
      read: (context) => this.#read(context.signal),
      async *readItems({ items, page }) {
        yield page({ items: items.map(({ ref }) => ({ id: ref ?? '' })) })
      },
      ref: ({ id }) => id,
      map: ({ id }) => [{ kind: 'container', ref: id, name: id, nativeType: 'x' }],
    })
    // A delta by pages, so that a run stopped in the middle has committed something.
    return defineConnector({
      config: Config,
      egress: () => [],
      probe: async () => ({ ok: true }),
      streams: { items: { ...stream, changes: 'delta' } },
    })
  })()

  async *#read(signal: AbortSignal) {
    this.reads++
    for (const [at, refs] of this.pages.entries()) {
      await this.before(at, signal)
      yield { items: refs.map((id) => ({ id })), cursor: { at } }
    }
  }
}

interface Server extends AsyncDisposable {
  readonly sync: SyncService
  readonly jobs: Jobs
}

function serverOn(database: Database, pages: Pages, holder: string, leaseMs = 30_000): Server {
  const jobs = createJobs(database, quiet)
  const store = createStore(database, assertFence)
  const session: GateSession = {
    fetch: async () => new Response(),
    counters: () => counters,
    dispose: async () => undefined,
  }
  const sync = new SyncService({
    database,
    jobs,
    store,
    removals: createRemovalDesk(database, store),
    connections: {
      open: async (id) => ({
        id,
        pluginVersion: '1.0.0',
        connector: pages.connector,
        config: {},
        censusEveryMs: 86_400_000,
        redact: (text) => text,
        run: (work) => work(),
        session: () => session,
        [Symbol.asyncDispose]: async () => undefined,
      }),
    },
    clock,
    holder,
    leaseMs,
  })
  defineSyncJobs(jobs, sync)
  return { sync, jobs, [Symbol.asyncDispose]: () => jobs.stop({ drainMs: 1000 }) }
}

const idle = new AbortController().signal
const liveRefs = async (database: Database): Promise<string[]> =>
  (
    await sql<{ ref: string }>`select ref from pmo.raw where gone is null order by ref`.execute(database.root)
  ).rows.map(({ ref }) => ref)

/** Stands for a gate in a page: tells when a reader has come to it, and lets it go on. */
function gate() {
  const reached = Promise.withResolvers<void>()
  const open = Promise.withResolvers<void>()
  return {
    reached: reached.promise,
    open: () => open.resolve(),
    pass: () => (reached.resolve(), open.promise),
  }
}

describeOnDatabases(
  'syncing',
  { migrations: [leaseMigration, syncedDataMigration, runsMigration] },
  (open, engine) => {
    test('a request like one that still waits is that one, whatever the order of its fields', async () => {
      await using database = await open()
      await using server = serverOn(database, new Pages(), 'one')
      await server.jobs.start({ work: false })
      const ask = (hint: object) =>
        server.sync.start(
          { connection: 'c', trigger: 'webhook', streams: ['items'] },
          { items: [{ ref: 'a', hint }] },
        )
      const first = await ask({ repository: 'x', id: 1 })
      expect((await ask({ id: 1, repository: 'x' })).id).toBe(first.id)
      expect((await ask({ id: 2, repository: 'x' })).id).not.toBe(first.id)
    })

    test('a run cancelled while queued ends at once and is never begun', async () => {
      await using database = await open()
      const pages = new Pages()
      await using server = serverOn(database, pages, 'one')
      await server.jobs.start({ work: false })
      const run = await server.sync.start({ connection: 'c', trigger: 'manual' })
      expect(await server.sync.cancel(run.id)).toMatchObject({ state: 'cancelled' })
      await server.sync.work(run.id, idle)
      expect(pages.reads).toBe(0)
    })

    test('a run cancelled through another server stops, and what was committed stays', async () => {
      await using database = await open()
      const pages = new Pages()
      pages.pages = [['a'], ['b'], ['c']]
      const at = gate()
      pages.before = async (page, signal) => {
        if (page < 2) return
        void at.pass()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        signal.throwIfAborted()
      }
      await using one = serverOn(database, pages, 'one')
      await using other = serverOn(database, pages, 'other')
      await one.jobs.start({ work: false })
      const run = await one.sync.start({ connection: 'c', trigger: 'manual' })
      const working = one.sync.work(run.id, idle)
      await at.reached
      await other.sync.cancel(run.id)
      await working
      expect(await one.sync.run(run.id)).toMatchObject({ state: 'cancelled' })
      expect(await liveRefs(database)).toEqual(['a', 'b'])
    })

    test('a run that was to be cancelled when its worker died ends without being read again', async () => {
      await using database = await open()
      const pages = new Pages()
      await using server = serverOn(database, pages, 'one')
      await server.jobs.start({ work: false })
      const run = await server.sync.start({ connection: 'c', trigger: 'manual' })
      await sql`update pmo.run set state = 'running', holder = 'dead#1', started_at = now()`.execute(
        database.root,
      )
      await server.sync.cancel(run.id)
      await server.sync.work(run.id, idle)
      expect(await server.sync.run(run.id)).toMatchObject({ state: 'cancelled' })
      expect(pages.reads).toBe(0)
    })

    test('a run whose worker was killed is begun again; another run of the connection ends it as failed', async () => {
      await using database = await open()
      const pages = new Pages()
      await using server = serverOn(database, pages, 'one')
      await server.jobs.start({ work: false })
      const orphan = await server.sync.start({ connection: 'c', trigger: 'manual' })
      const claim = sql`update pmo.run set state = 'running', holder = 'dead#1', started_at = now() where id = ${orphan.id}`
      await claim.execute(database.root)
      await server.sync.work(orphan.id, idle)
      expect(await server.sync.run(orphan.id)).toMatchObject({ state: 'ok' })

      const lost = await server.sync.start({ connection: 'c', trigger: 'manual', full: true })
      await sql`update pmo.run set state = 'running', holder = 'dead#1' where id = ${lost.id}`.execute(
        database.root,
      )
      const next = await server.sync.start({ connection: 'c', trigger: 'manual' })
      await server.sync.work(next.id, idle)
      expect(await server.sync.run(lost.id)).toMatchObject({ state: 'failed' })
      await server.sync.work(lost.id, idle)
      expect(pages.reads).toBe(2)
    })

    test('a worker that sleeps past its lease writes nothing more, and does not end the run of the next', async () => {
      await using database = await open()
      const pages = new Pages()
      pages.pages = [['a'], ['b']]
      const at = gate()
      pages.before = async (page) => (page === 1 && pages.reads === 1 ? at.pass() : undefined)
      await using slow = serverOn(database, pages, 'slow', 600_000)
      await using next = serverOn(database, pages, 'next')
      await slow.jobs.start({ work: false })
      const run = await slow.sync.start({ connection: 'c', trigger: 'manual' })
      const working = slow.sync.work(run.id, idle)
      await at.reached
      // As if its process had been stopped: the lease runs out without its doing.
      await sql`update pmo.lease set expires_at = '-infinity'`.execute(database.root)
      pages.pages = [['a'], ['x']]
      await next.sync.work(run.id, idle)
      expect(await next.sync.run(run.id)).toMatchObject({ state: 'ok' })
      pages.pages = [['a'], ['b']]
      at.open()
      await working
      expect(await liveRefs(database)).toEqual(['a', 'x'])
      expect(await next.sync.run(run.id)).toMatchObject({ state: 'ok' })
    })

    test('a server that stops ends its run as partial and says so; the next run goes on', async () => {
      await using database = await open()
      const pages = new Pages()
      pages.pages = [['a'], ['b']]
      const at = gate()
      const stop = new AbortController()
      pages.before = async (page, signal) => {
        if (page === 0 || pages.reads > 1) return
        void at.pass()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        signal.throwIfAborted()
      }
      await using server = serverOn(database, pages, 'one')
      await server.jobs.start({ work: false })
      const run = await server.sync.start({ connection: 'c', trigger: 'manual' })
      const working = server.sync.work(run.id, stop.signal)
      await at.reached
      stop.abort(new Error('stopping'))
      await working
      const ended = await server.sync.run(run.id)
      expect([ended.state, ended.problem]).toEqual(['partial', expect.stringContaining('The server stopped')])
      const next = await server.sync.start({ connection: 'c', trigger: 'manual' })
      await server.sync.work(next.id, idle)
      expect([(await server.sync.run(next.id)).state, await liveRefs(database)]).toEqual(['ok', ['a', 'b']])
    })

    test('reading single items is no reading of the stream', async () => {
      await using database = await open()
      await using server = serverOn(database, new Pages(), 'one')
      await server.jobs.start({ work: false })
      const run = await server.sync.start({ connection: 'c', trigger: 'webhook' }, { items: [{ ref: 'a' }] })
      await server.sync.work(run.id, idle)
      expect(await server.sync.run(run.id)).toMatchObject({ state: 'ok' })
      expect(await server.sync.lastReadings('c')).toEqual(new Map())
      const whole = await server.sync.start({ connection: 'c', trigger: 'manual' })
      await server.sync.work(whole.id, idle)
      expect([...(await server.sync.lastReadings('c')).keys()]).toEqual(['items'])
    })

    test('old runs are dropped, but neither the last good reading nor a removal that waits is lost', async () => {
      await using database = await open()
      await using server = serverOn(database, new Pages(), 'one')
      await server.jobs.start({ work: false })
      const good = await server.sync.start({ connection: 'c', trigger: 'manual' })
      await server.sync.work(good.id, idle)
      await sql`update pmo.run set queued_at = now() - interval '1 day', started_at = now() - interval '1 day'`.execute(
        database.root,
      )
      const { lease } = (await acquireLease(database, { name: 'held', holder: 'test', ttlMs: 60_000 })) as {
        lease: { name: string; fence: number }
      }
      const store = createStore(database, assertFence)
      await store.transaction({ ...lease, run: 'long-dropped' }, async (tx) => {
        const stream = { connection: 'c', stream: 'items' }
        const rows = await tx.rawByRef(stream, ['a', 'b'])
        const items = [...rows.values()].map(({ ref, revision }) => ({
          ref,
          revision,
          reason: 'absent' as const,
        }))
        await tx.hold({ stream, cause: 'limit', live: 3, items })
      })
      await sql`
        insert into pmo.run (id, connection, trigger, full_read, dry_run, request, state, ended_at, progress)
        select 'r' || n, 'c', 'schedule', false, false, '{}', 'failed', now(), '{"streams":[],"requests":0}'
        from generate_series(1, 300) as n`.execute(database.root)
      const refresh = await server.sync.start(
        { connection: 'c', trigger: 'webhook' },
        { items: [{ ref: 'c' }] },
      )
      await server.sync.work(refresh.id, idle)
      const { rows } = await sql<{ runs: number }>`select count(*)::int as runs from pmo.run`.execute(
        database.root,
      )
      expect(rows).toEqual([{ runs: 201 }])
      expect([...(await server.sync.lastReadings('c')).keys()]).toEqual(['items'])
      expect(await server.sync.approve('long-dropped', 'ann')).toEqual({ removed: 2, kept: 0 })
      expect(await liveRefs(database)).toEqual(['c'])
    })

    test('two servers on one database: every run is carried out once, one at a time', async () => {
      await using database = await open()
      const pages = new Pages()
      let [now, most] = [0, 0]
      pages.before = async () => {
        most = Math.max(most, ++now)
        await delay(20)
        now--
      }
      await using one = serverOn(database, pages, 'one')
      await using other = serverOn(database, pages, 'other')
      await one.jobs.start({ work: false })
      await other.jobs.start({ work: false })
      const runs = []
      for (const full of [true, false]) {
        for (const streams of [undefined, ['items']])
          runs.push(
            await one.sync.start({ connection: 'c', trigger: 'manual', full, ...(streams && { streams }) }),
          )
      }
      for (let round = 0; round < 20; round++) {
        await Promise.all(
          runs.flatMap(({ id }, n) => [
            one.sync.work(id, idle),
            (n % 2 === 0 ? other : one).sync.work(id, idle),
          ]),
        )
      }
      for (const { id } of runs) expect(await one.sync.run(id)).toMatchObject({ state: 'ok' })
      expect([most, pages.reads]).toEqual([1, 4])
    })

    // The embedded database has one connection, which the statistics take for themselves.
    test.runIf(engine === 'postgresql')(
      'the next run of a connection does not wait for the statistics that follow the one before',
      async () => {
        await using database = await open()
        await using server = serverOn(database, new Pages(), 'one')
        await server.jobs.start({ work: false })
        const busy = gate()
        const tables = database.transaction(async (tx) => {
          await sql`lock table pmo.raw in share update exclusive mode`.execute(tx)
          await busy.pass()
        })
        await busy.reached
        const first = await server.sync.start({ connection: 'c', trigger: 'manual' })
        const withStatistics = server.sync.work(first.id, idle)
        await server.sync.finished(first.id)
        const next = await server.sync.start({ connection: 'c', trigger: 'manual' })
        while ((await server.sync.run(next.id)).endedAt === undefined) await server.sync.work(next.id, idle)
        busy.open()
        await Promise.all([tables, withStatistics])
      },
    )
  },
)
