import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { isPmoError } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import type { JobLog, Json } from './job.ts'
import { createJobs, type Jobs } from './jobs.ts'

interface LogLine {
  readonly level: 'warn' | 'error'
  readonly message: string
}

function recorder(): JobLog & { readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  return {
    lines,
    warn: (_fields, message) => lines.push({ level: 'warn', message }),
    error: (_fields, message) => lines.push({ level: 'error', message }),
  }
}

/** Collects what handlers were given and lets a test wait for a number of them. */
class Seen {
  readonly items: Json[] = []
  #wake = Promise.withResolvers<void>()

  add(item: Json): void {
    this.items.push(item)
    this.#wake.resolve()
    this.#wake = Promise.withResolvers()
  }

  async until(count: number): Promise<Json[]> {
    while (this.items.length < count) await this.#wake.promise
    return this.items
  }
}

const put = (jobs: Jobs, db: Database, name: string, data: Json, key?: string): Promise<string | undefined> =>
  db.transaction((tx) => jobs.enqueue(tx, name, data, key === undefined ? {} : { key }))

describeOnDatabases('the queue', (open, engine) => {
  test('runs a job at once after the commit, and not without one', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    const seen = new Seen()
    jobs.define('greet', async (data) => seen.add(data), { pollSeconds: 60 })
    await jobs.start()
    await expect(
      db.transaction(async (tx) => {
        await jobs.enqueue(tx, 'greet', 'never')
        throw new Error('undo')
      }),
    ).rejects.toThrow('undo')
    const began = performance.now()
    await db.transaction(async (tx) => {
      await jobs.enqueue(tx, 'greet', { to: [1, 'two', null] })
      await delay(50)
      expect(seen.items).toEqual([])
    })
    expect(await seen.until(1)).toEqual([{ to: [1, 'two', null] }])
    expect(performance.now() - began).toBeLessThan(30_000)
  })

  test('keeps what is asked for once it is prepared, and does it when it begins to work', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    const seen = new Seen()
    jobs.define('greet', async (data) => seen.add(data))
    await Promise.all([jobs.prepare(), jobs.prepare()])
    await put(jobs, db, 'greet', 'early')
    await delay(50)
    expect(seen.items).toEqual([])
    await jobs.start()
    expect(await seen.until(1)).toEqual(['early'])
  })

  test('works off a backlog without waiting between jobs', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    const seen = new Seen()
    jobs.define('count', async (data) => seen.add(data), { pollSeconds: 60, concurrency: 2 })
    await jobs.start({ work: false })
    await db.transaction(async (tx) => {
      for (let index = 0; index < 20; index++) await jobs.enqueue(tx, 'count', index)
    })
    await jobs.stop()
    await using worker = createJobs(db, recorder())
    worker.define('count', async (data) => seen.add(data), { pollSeconds: 60, concurrency: 2 })
    await worker.start()
    const all = await seen.until(20)
    expect(all.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, index) => index),
    )
  })

  test('tries a failed job again, logs why, and shows it when it is dead', async () => {
    await using db = await open()
    const log = recorder()
    await using jobs = createJobs(db, log)
    const seen = new Seen()
    let healed = false
    jobs.define(
      'fragile',
      async (data, run) => {
        seen.add(run.attempt)
        if (!healed) throw new Error(`no luck with ${JSON.stringify(data)}`)
      },
      { retry: { limit: 1, delaySeconds: 0 }, pollSeconds: 0.5 },
    )
    await jobs.start()
    const id = await put(jobs, db, 'fragile', 'x')
    await seen.until(2)
    await expect.poll(() => jobs.dead(), { timeout: 20_000 }).toHaveLength(1)
    expect(await jobs.dead()).toEqual([
      {
        id,
        name: 'fragile',
        data: 'x',
        attempts: 2,
        failedAt: expect.any(String),
        reason: 'no luck with "x"',
      },
    ])
    expect(log.lines).toEqual([
      { level: 'warn', message: 'The job fragile failed and will be tried again: no luck with "x"' },
      { level: 'error', message: 'The job fragile failed for the last time: no luck with "x"' },
    ])
    healed = true
    await jobs.revive('fragile', id ?? '')
    await seen.until(3)
    await expect.poll(() => jobs.dead()).toEqual([])
  })

  test('where no queue was ever started no job is dead', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    jobs.define('never', async () => {})
    expect(await jobs.dead()).toEqual([])
  })

  test('keeps to one waiting and one running job of a key', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    const running = new Seen()
    const gate = Promise.withResolvers<void>()
    let atOnce = 0
    let most = 0
    jobs.define(
      'sync',
      async (data) => {
        most = Math.max(most, ++atOnce)
        running.add(data)
        await gate.promise
        atOnce--
      },
      { perKey: 'one-waiting-one-running', concurrency: 3, pollSeconds: 0.5 },
    )
    await jobs.start()
    expect(await put(jobs, db, 'sync', 1, 'a')).toBeDefined()
    await running.until(1)
    expect(await put(jobs, db, 'sync', 2, 'a')).toBeDefined()
    expect(await put(jobs, db, 'sync', 3, 'a')).toBeUndefined()
    expect(await put(jobs, db, 'sync', 4, 'b')).toBeDefined()
    await running.until(2)
    expect(running.items).toEqual([1, 4])
    gate.resolve()
    expect(await running.until(3)).toEqual([1, 4, 2])
    expect(most).toBe(2)
  })

  test('a group that is full holds up its own jobs alone, and a key is queued once in any group', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    const running = new Seen()
    const gate = Promise.withResolvers<void>()
    jobs.define(
      'send',
      async (data) => {
        running.add(data)
        if (data === 'slow 1') await gate.promise
      },
      { perKey: 'one', perGroup: 1, concurrency: 2, pollSeconds: 0.5 },
    )
    await jobs.start()
    const send = (text: string, key: string, group: string) =>
      db.transaction((tx) => jobs.enqueue(tx, 'send', text, { key, group }))
    expect(await send('slow 1', 's1', 'slow')).toBeDefined()
    await running.until(1)
    expect(await send('again', 's1', 'slow')).toBeUndefined()
    expect(await send('slow 2', 's2', 'slow')).toBeDefined()
    for (const [index, text] of ['a', 'b', 'c'].entries()) await send(text, `f${index}`, 'fast')
    expect(await running.until(4)).toEqual(['slow 1', 'a', 'b', 'c'])
    gate.resolve()
    expect((await running.until(5)).at(-1)).toBe('slow 2')
  })

  test('refuses a job that nobody defined', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    await jobs.start()
    await expect(put(jobs, db, 'ghost', null)).rejects.toSatisfy((error) =>
      isPmoError(error, 'job-undefined'),
    )
  })

  test('tells running jobs of the stop, waits for them, and runs the interrupted again', async () => {
    await using db = await open()
    const log = recorder()
    const seen = new Seen()
    const define = (jobs: Jobs): void =>
      jobs.define(
        'long',
        async (_data, run) => {
          seen.add(run.attempt)
          if (run.attempt > 1) return
          await new Promise((_resolve, reject) => {
            run.signal.addEventListener('abort', () => reject(run.signal.reason as Error))
          })
        },
        { retry: { delaySeconds: 0 }, pollSeconds: 0.5 },
      )
    const jobs = createJobs(db, log)
    define(jobs)
    await jobs.start()
    await put(jobs, db, 'long', null)
    await seen.until(1)
    const began = performance.now()
    await jobs.stop()
    expect(performance.now() - began).toBeLessThan(5000)
    expect(log.lines.map(({ message }) => message)).toEqual([
      "The job long was interrupted by the server's end and will be run again.",
    ])
    await using next = createJobs(db, log)
    define(next)
    await next.start()
    expect(await seen.until(2)).toEqual([1, 2])
  })

  test.runIf(engine === 'embedded')(
    'runs at its start what was running when the last process died',
    async () => {
      await using db = await open()
      const jobs = createJobs(db, recorder())
      const options = { retry: { delaySeconds: 0 }, pollSeconds: 0.5 }
      jobs.define('work', async () => {}, options)
      await jobs.start({ work: false })
      await put(jobs, db, 'work', 'interrupted')
      await jobs.stop()
      await sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where name = 'work'`.execute(
        db.root,
      )
      const seen = new Seen()
      await using next = createJobs(db, recorder())
      next.define('work', async (_data, run) => seen.add(run.attempt), options)
      await next.start()
      expect(await seen.until(1)).toEqual([2])
    },
  )

  test('keeps schedules, and replaces one of the same key', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    jobs.define('sync', async () => {})
    await jobs.start()
    await jobs.schedule('sync', { everyMinutes: 15 }, { connection: 'a' }, { key: 'a' })
    await jobs.schedule(
      'sync',
      { cron: '0 3 * * *' },
      { connection: 'a' },
      { key: 'a', timeZone: 'Europe/Berlin' },
    )
    await jobs.schedule('sync', { everyMinutes: 15 }, { connection: 'b' }, { key: 'b' })
    const schedules = await jobs.schedules()
    expect(schedules.toSorted((x, y) => x.key.localeCompare(y.key))).toEqual([
      {
        name: 'sync',
        key: 'a',
        recurrence: '0 3 * * *',
        timeZone: 'Europe/Berlin',
        data: { connection: 'a' },
      },
      {
        name: 'sync',
        key: 'b',
        recurrence: 'FREQ=MINUTELY;INTERVAL=15',
        timeZone: 'UTC',
        data: { connection: 'b' },
      },
    ])
    await jobs.unschedule('sync', 'a')
    await jobs.unschedule('sync', 'b')
    expect(await jobs.schedules()).toEqual([])
  })

  test('asks the database for little while nothing happens', async () => {
    await using db = await open()
    await using jobs = createJobs(db, recorder())
    for (const name of ['a', 'b', 'c']) jobs.define(name, async () => {})
    await jobs.start()
    const count = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`
        select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()`.execute(
        db.root,
      )
      return rows[0]?.n ?? 0
    }
    const before = await count()
    await delay(3000)
    expect((await count()) - before).toBeLessThan(60)
  })
})
