import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  createPostgresDatabase,
  describeOnDatabases,
  describeOnPostgres,
} from '../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../test/support/synced.ts'
import { openDatabase, type Database, type Tx } from '../database/index.ts'
import {
  consumeChanges,
  feedEnd,
  formatPosition,
  mendFeed,
  parsePosition,
  readChanges,
  recentChanges,
  type FeedPosition,
} from './index.ts'

const container = (ref: string, name = ref) =>
  ({ kind: 'container', ref, name, nativeType: 'repository' }) as const
const account = (ref: string) => ({ kind: 'account', ref, type: 'human' }) as const

/** Reads the whole feed in pages of two. */
async function readAll(db: Database, after?: FeedPosition): Promise<{ refs: string[]; end: FeedPosition }> {
  const refs: string[] = []
  let position = after
  await caughtUp(db)
  for (;;) {
    const page = await readChanges(db.root, { ...(position !== undefined && { after: position }), limit: 2 })
    refs.push(...page.changes.map(({ ref }) => ref))
    position = page.position
    if (!page.more) return { refs, end: position }
  }
}

describeOnDatabases('the change feed', { migrations: syncedMigrations }, (open, engine) => {
  test('gives every change once and in order, and goes on from a position kept as text', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({ run: 'r1' }, container('a'), container('b'), container('c'))
    const first = await readAll(db)
    expect(first.refs).toEqual(['a', 'b', 'c'])
    await synced.records({}, container('b', 'renamed'), account('d'))
    await caughtUp(db)
    const rest = await readChanges(db.root, {
      after: parsePosition(formatPosition(first.end)),
      limit: 10,
    })
    expect(rest.changes).toMatchObject([
      {
        connection: 'gh',
        kind: 'container',
        ref: 'b',
        title: 'renamed',
        event: 'updated',
        cause: 'tracker',
        before: { name: 'b' },
      },
      { kind: 'account', ref: 'd', event: 'created' },
    ])
    expect(await feedEnd(db.root)).toEqual(rest.position)
    expect((await readChanges(db.root, { after: rest.position, limit: 10 })).changes).toEqual([])
  })

  test('a filter leaves changes out and still moves on past them', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, container('a'), container('b'), account('x'))
    await synced.records({ connection: 'other' }, account('y'))
    await caughtUp(db)
    const page = await readChanges(db.root, {
      limit: 10,
      filter: { kinds: ['account'], connections: ['gh'], events: ['created'] },
    })
    expect(page.changes.map(({ ref }) => ref)).toEqual(['x'])
    expect(page.position).toEqual(await feedEnd(db.root))
  })

  test('people read the newest first, page by page, or of one record', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, container('a'), container('b'))
    await synced.records({}, container('a', 'renamed'))
    const [newest] = await recentChanges(db.root, { limit: 1 })
    expect(newest).toMatchObject({ ref: 'a', event: 'updated' })
    if (newest === undefined) throw new Error('nothing there')
    const older = await recentChanges(db.root, { limit: 5, before: newest.position })
    expect(older.map(({ ref, event }) => [ref, event])).toEqual([
      ['b', 'created'],
      ['a', 'created'],
    ])
    const ofOne = await recentChanges(db.root, { limit: 5, recordId: newest.recordId })
    expect(ofOne.map(({ event }) => event)).toEqual(['updated', 'created'])
  })

  test('a consumer takes each change exactly once: a failure takes its batch back', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await sql`create table pmo.taken (ref text)`.execute(db.root)
    await synced.records({}, ...['a', 'b', 'c', 'd', 'e'].map((ref) => container(ref)))
    let fail = true
    const consumer = {
      name: 'roll-up',
      limit: 2,
      async take(tx: Tx, changes: readonly { readonly ref: string }[]) {
        for (const { ref } of changes) await sql`insert into pmo.taken values (${ref})`.execute(tx)
        if (fail && changes.some(({ ref }) => ref === 'd')) throw new Error('killed')
      },
    }
    await caughtUp(db)
    await expect(consumeChanges(db, consumer)).rejects.toThrow('killed')
    fail = false
    expect(await consumeChanges(db, consumer)).toBe(3)
    const { rows } = await sql<{ ref: string }>`select ref from pmo.taken order by ref`.execute(db.root)
    expect(rows.map(({ ref }) => ref)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('a consumer with nothing new writes nothing', async () => {
    await using db = await open()
    await new Synced(db).records({}, container('a'))
    const consumer = { name: 'roll-up', take: async () => {} }
    const state = async () => (await sql`select *, xmin::text from pmo.consumer`.execute(db.root)).rows
    await caughtUp(db)
    expect(await consumeChanges(db, consumer)).toBe(1)
    const before = await state()
    expect(await consumeChanges(db, consumer)).toBe(0)
    expect(await state()).toEqual(before)
  })

  test('after a restore into a younger server nothing is skipped, and old positions are refused', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, container('a'), container('b'))
    const taken: string[] = []
    const consumer = {
      name: 'roll-up',
      limit: 1,
      take: async (_tx: Tx, changes: readonly { readonly ref: string }[]) =>
        void taken.push(...changes.map(({ ref }) => ref)),
    }
    await caughtUp(db)
    await consumeChanges(db, consumer)
    await synced.records({}, container('c'))
    // What a dump from a server with high transaction numbers leaves behind.
    await sql`update pmo.change set xid = (xid::text::bigint + 1000000)::text::xid8`.execute(db.root)
    await sql`update pmo.consumer set xid = (xid::text::bigint + 1000000)::text::xid8`.execute(db.root)
    const stale = { xid: '1000001', seq: 1 }
    await synced.records({}, container('d'))
    expect(await db.transaction((tx) => mendFeed(tx))).toBe(true)
    expect(await db.transaction((tx) => mendFeed(tx))).toBe(false)
    await caughtUp(db)
    await consumeChanges(db, consumer)
    expect(taken.slice(0, 2)).toEqual(['a', 'b'])
    expect(new Set(taken)).toEqual(new Set(['a', 'b', 'c', 'd']))
    expect((await readAll(db)).refs).toEqual(['a', 'b', 'c', 'd'])
    await expect(readChanges(db.root, { after: stale, limit: 1 })).rejects.toMatchObject({
      code: 'invalid-request',
    })
    expect(() => parsePosition(`${engine} 1`)).toThrow('no position of the change feed')
  })
})

describeOnPostgres('the change feed under concurrent writers', () => {
  test('a transaction that commits late is not skipped: the feed waits for it (law 12)', async () => {
    await using server = await createPostgresDatabase(syncedMigrations)
    await using db = await openDatabase({ url: server.url })
    const synced = new Synced(db)
    await synced.records({ connection: 'slow' }, container('first'))
    const { end } = await readAll(db)
    const written = Promise.withResolvers<void>()
    const mayCommit = Promise.withResolvers<void>()
    const slowLease = await synced.lease('slow')
    const slow = synced.store.transaction(slowLease, async (tx) => {
      const data = { ...container('slow'), archived: false }
      await tx.write({
        stream: { connection: 'slow', stream: 's' },
        raw: [{ ref: 'slow', part: '', hash: 'h', json: '{}', mapKey: 'k' }],
        records: [
          {
            kind: 'container',
            ref: 'slow',
            rawRef: 'slow',
            hash: 'h',
            data,
            event: 'created',
            cause: 'tracker',
          },
        ],
        parts: new Map(),
      })
      written.resolve()
      await mayCommit.promise
    })
    await written.promise
    await synced.records({ connection: 'fast' }, container('fast'))
    // The later transaction is committed and visible, but the feed may not pass the open one.
    expect(await readChanges(db.root, { after: end, limit: 10 })).toMatchObject({
      changes: [],
      position: end,
    })
    mayCommit.resolve()
    await slow
    const { refs } = await readAll(db, end)
    expect(refs).toEqual(['slow', 'fast'])
  })
})
