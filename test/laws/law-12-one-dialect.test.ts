import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../core/src/database/index.ts'
import { createJobs } from '../../core/src/jobs/index.ts'
import { consumeChanges } from '../../core/src/records/index.ts'
import { root, sourceFiles } from '../architecture/imports.ts'
import { createPostgresDatabase, describeOnDatabases, describeOnPostgres } from '../support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../support/synced.ts'
import { Product } from './support/product.ts'
import { projectXml } from './support/project-xml.ts'

const code = (file: string): string =>
  readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

/** State that a session would keep: it is lost, or left behind, where connections are pooled. */
const SESSION_STATE: readonly RegExp[] = [
  /\bpg_(?:try_)?advisory_(?:lock|unlock)/i,
  /(?:`|'|;)\s*(?:un)?listen\s+["\w]/i,
  /\bpg_notify\(|(?:`|'|;)\s*notify\s+\w/i,
  /\bcreate\s+(?:local\s+|global\s+)?temp(?:orary)?\b/i,
  /(?:`|'|;)\s*set\s+(?!local\b)(?:session\s+)?[a-z_.]+\s*(?:=|to)\s/,
  /\bset_config\([^)]*false\s*\)/i,
  /(?:`|'|;)\s*(?:prepare|deallocate|declare)\s+\w/i,
]

/** Suites of one database alone, for what the other one does not have. */
const ONE_DATABASE: readonly string[] = [
  'core/src/database/data-folder.db.test.ts',
  'core/src/cli/cli.db.test.ts',
]

describe('law 12: one dialect', () => {
  test('no statement of ours leaves anything in its session', () => {
    const speaking = sourceFiles(['core/src/**/*.ts']).filter((file) =>
      /from '(?:kysely|pg)'/.test(code(file)),
    )
    expect(speaking.length).toBeGreaterThan(20)
    const wrong = speaking.flatMap((file) =>
      SESSION_STATE.filter((pattern) => pattern.test(code(file))).map((pattern) => `${file}: ${pattern}`),
    )
    expect(wrong).toEqual([])
  })

  test('no statement of ours asks which database it runs on', () => {
    const asking = sourceFiles(['core/src/**/*.ts']).filter(
      (file) => /engine\s*===/.test(code(file)) && /queries|migrations|\/store|history|export/.test(file),
    )
    expect(asking).toEqual([])
  })

  test('every suite of statements runs on both databases', () => {
    const alone = globSync('core/src/**/*.db.test.ts', { cwd: root }).filter(
      (file) => !/describeOn(?:Databases|Postgres)/.test(code(file)) && !ONE_DATABASE.includes(file),
    )
    expect(alone).toEqual([])
  })
})

describeOnDatabases('law 12', { migrations: syncedMigrations }, (open) => {
  test('inside a transaction the root handle throws, and what it would have written is not there', async () => {
    await using database = await open()
    const synced = new Synced(database)
    const lease = await synced.lease('gh')
    const work = synced.store.transaction(lease, async () => {
      await sql`insert into pmo.consumer (name, xid, seq) values ('x', '0', 0)`.execute(database.root)
    })
    await expect(work).rejects.toMatchObject({ code: 'root-handle-in-transaction' })
    const { rows } = await sql`select from pmo.consumer`.execute(database.root)
    expect(rows).toEqual([])
  })

  test('a job exists if and only if the transaction that added it has committed', async () => {
    await using database = await open()
    await using jobs = createJobs(database, { warn: () => undefined, error: () => undefined })
    jobs.define('follow', async () => undefined)
    await jobs.start({ work: false })
    const count = async (): Promise<unknown> =>
      (await sql`select count(*) from pgboss.job where name = 'follow'`.execute(database.root)).rows[0]
    const write = async (fails: boolean): Promise<void> =>
      database.transaction(async (tx) => {
        await sql`insert into pmo.consumer (name, xid, seq) values (${String(fails)}, '0', 0)`.execute(tx)
        await jobs.enqueue(tx, 'follow', {})
        if (fails) throw new Error('undone')
      })
    await expect(write(true)).rejects.toThrow('undone')
    expect(await count()).toEqual({ count: 0 })
    await write(false)
    expect(await count()).toEqual({ count: 1 })
  })
})

describeOnPostgres('law 12', () => {
  test('a reader of the feed skips no change, however late its transaction commits', async () => {
    await using server = await createPostgresDatabase(syncedMigrations)
    await using database = await openDatabase({ url: server.url })
    const synced = new Synced(database)
    const writers = Array.from({ length: 6 }, (_, n) => `c${n}`)
    for (const connection of writers) await synced.lease(connection)
    const seen: string[] = []
    const look = (): Promise<number> =>
      consumeChanges(database, {
        name: 'reader',
        limit: 7,
        take: async (_tx, changes) =>
          void seen.push(...changes.map(({ connection, ref }) => `${connection} ${ref}`)),
      })
    const over = new AbortController()
    const reading = (async () => {
      while (!over.signal.aborted) await look()
    })()
    await Promise.all(
      writers.map(async (connection, n) => {
        for (let page = 0; page < 8; page++) {
          const lease = await synced.lease(connection)
          await synced.store.transaction(lease, async (tx) => {
            const ref = `${page}`
            await tx.write({
              stream: { connection, stream: 's' },
              raw: [{ ref, part: '', hash: 'h', json: '{}', mapKey: 'k' }],
              records: [
                {
                  kind: 'container',
                  ref,
                  rawRef: ref,
                  hash: 'h',
                  event: 'created',
                  cause: 'tracker',
                  data: { kind: 'container', ref, name: ref, nativeType: 'x', archived: false },
                },
              ],
              parts: new Map(),
            })
            // Transactions end in another order than they began in.
            await delay((n * 7 + page * 5) % 23)
          })
        }
      }),
    )
    over.abort()
    await reading
    await caughtUp(database)
    await look()
    expect(seen.toSorted()).toEqual(
      writers.flatMap((c) => Array.from({ length: 8 }, (_, n) => `${c} ${n}`)).toSorted(),
    )
  })

  test('the server as a whole leaves no session lock, no temporary table, no listener and no open transaction', async () => {
    await using database = await createPostgresDatabase()
    await using product = await Product.start({
      variables: { DATABASE_URL: database.url },
      files: {
        'plans/plan.xml': projectXml,
        'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
import msp from '@headless-pmo/plugin-microsoft-project'
export default defineConfig({ plugins: [msp],
  connections: { plans: { plugin: 'microsoft-project', files: ['plans'], sync: { every: 'never' } } } })`,
      },
    })
    expect(await product.sync('plans')).toMatchObject({ state: 'ok' })
    await using other = await openDatabase({ url: database.url })
    const { rows } = await sql`
      select
        (select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())) as locks,
        (select count(*) from pg_class where relpersistence = 't') as temporary,
        (select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in%' and state_change < now() - interval '2 s') as open,
        (select count(*) from pg_stat_activity where datname = current_database() and query ~* '^\\s*listen') as listeners`.execute(
      other.root,
    )
    expect(rows).toEqual([{ locks: 0, temporary: 0, open: 0, listeners: 0 }])
  })
})
