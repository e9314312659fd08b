import type { WritePlan } from '@headless-pmo/engine'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../test/support/synced.ts'
import type { Database } from '../database/index.ts'
import { findRecord, fingerprint, refreshStatistics } from './index.ts'

const stream = { connection: 'gh', stream: 'issues' }
const container = (ref: string, name = ref, more: object = {}) =>
  ({ kind: 'container', ref, name, nativeType: 'repository', ...more }) as const
const changes = async (db: Database) =>
  (
    await sql<{ ref: string; event: string; former_ref: string | null; former_gone: string | null }>`
      select record.ref, event, former_ref, former_gone from pmo.change
      join pmo.record on record.id = record_id order by seq`.execute(db.root)
  ).rows

describeOnDatabases('the store', { migrations: syncedMigrations }, (open) => {
  test('an unchanged page writes no row at all, whatever cursor it repeats (law 5)', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const page = { items: [{ ref: 'a', records: [container('a')] }], cursor: { since: '2024', seen: ['a'] } }
    await synced.page(page)
    const before = await fingerprint(db.root)
    await synced.page(page)
    await synced.store.transaction(await synced.lease('gh'), (tx) =>
      tx.write({ stream, raw: [], records: [], parts: new Map() } satisfies WritePlan),
    )
    expect(await fingerprint(db.root)).toEqual(before)
  })

  test('changes are numbered in the order of the plan, however many there are', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const refs = Array.from({ length: 2500 }, (_, n) => `r${(n * 7919) % 2500}`)
    await synced.page({ items: refs.map((ref) => ({ ref, records: [container(ref)] })), run: 'run-1' })
    expect((await changes(db)).map(({ ref }) => ref)).toEqual(refs)
    const { rows } = await sql`select distinct run, cause from pmo.change`.execute(db.root)
    expect(rows).toEqual([{ run: 'run-1', cause: 'tracker' }])
  })

  test('an item that moves keeps its identity, and its former ref leads to it', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.page({ items: [{ ref: 'a', records: [container('a')] }] })
    const first = await findRecord(db.root, { connection: 'gh', kind: 'container', name: 'a' })
    await synced.page({
      items: [{ ref: 'b', records: [container('b')] }],
      gone: [{ ref: 'a', reason: 'moved', movedTo: 'b' }],
    })
    const moved = await findRecord(db.root, { connection: 'gh', kind: 'container', name: 'a' })
    expect(moved).toMatchObject({ id: first?.id, ref: 'b' })
    expect((await changes(db)).at(-1)).toMatchObject({ event: 'moved', former_ref: 'a', former_gone: null })
  })

  test('a chain of moves in one page: each takes the ref that the next gives up', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.page({
      items: ['a', 'b', 'c'].map((ref) => ({ ref, records: [container(ref, `n${ref}`)] })),
    })
    const ids = new Map<string, number | undefined>()
    for (const name of ['a', 'b', 'c'])
      ids.set(name, (await findRecord(db.root, { connection: 'gh', kind: 'container', name }))?.id)
    const { records } = await synced.store.transaction(await synced.lease('gh'), async (tx) => ({
      records: await tx.records(
        'gh',
        [],
        ['a', 'b', 'c'].map((ref) => ({ kind: 'container', ref })),
      ),
    }))
    // a ▸ b ▸ c ▸ a: a ring, which no order of single updates could write.
    const next = new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ])
    await synced.store.transaction(await synced.lease('gh'), (tx) =>
      tx.write({
        stream,
        raw: [],
        parts: new Map(),
        records: records.map((record) => {
          const ref = next.get(record.ref) ?? ''
          return {
            id: record.id,
            kind: record.kind,
            ref,
            rawRef: record.ref,
            hash: record.hash,
            data: { ...record.data, ref },
            event: 'moved' as const,
            cause: 'tracker' as const,
            aliases: [record.ref],
          }
        }),
      }),
    )
    for (const [from, to] of next) {
      const found = await findRecord(db.root, { connection: 'gh', kind: 'container', name: to })
      expect(found).toMatchObject({ id: ids.get(from), data: { name: `n${from}` } })
    }
  })

  test('what led to a merged twin leads to the record that took its ref', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.page({ items: [{ ref: 'a', records: [container('a')] }] })
    const first = await findRecord(db.root, { connection: 'gh', kind: 'container', name: 'a' })
    // The item is read under its new ref first; only later the tracker says that it moved.
    await synced.page({ items: [{ ref: 'b', records: [container('b', 'b', { aliases: ['older'] })] }] })
    await synced.page({ gone: [{ ref: 'a', reason: 'moved', movedTo: 'b' }] })
    for (const name of ['a', 'b', 'older']) {
      const found = await findRecord(db.root, { connection: 'gh', kind: 'container', name })
      expect([name, found?.id, found?.ref, found?.gone]).toEqual([name, first?.id, 'b', undefined])
    }
    const log = await changes(db)
    expect(log.map(({ event }) => event)).toEqual(['created', 'created', 'retired', 'moved'])
    expect(log.at(-1)).toMatchObject({ former_ref: 'a', former_gone: null })
  })

  test('a tombstone keeps its reason and can come back', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const page = { items: [{ ref: 'a', records: [container('a')] }] }
    await synced.page(page)
    await synced.page({ gone: [{ ref: 'a', reason: 'no_access' }] })
    const name = { connection: 'gh', kind: 'container', name: 'a' } as const
    const gone = await findRecord(db.root, name)
    expect(gone).toMatchObject({ gone: 'no_access' })
    expect(gone?.goneAt).toMatch(/Z$/)
    await synced.page(page)
    expect(await findRecord(db.root, name)).toEqual({
      id: gone?.id,
      connection: 'gh',
      kind: 'container',
      ref: 'a',
      data: { ...container('a'), archived: false },
    })
    expect((await changes(db)).at(-1)).toMatchObject({ event: 'restored', former_gone: 'no_access' })
  })

  test('an error text with characters that no column takes does not lose its page', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const raw = { ref: 'a', part: '', hash: 'h', json: '"\\u0000"', mapKey: 'k' }
    await synced.store.transaction(await synced.lease('gh'), async (tx) => {
      await tx.write({
        stream,
        records: [],
        parts: new Map(),
        raw: [{ ...raw, mapError: 'odd "\u0000\uD800"' }],
      })
      expect((await tx.rawByRef(stream, ['a'])).get('a')?.mapError).toBe('odd "\uFFFD\uFFFD"')
    })
  })

  test('live refs come in pages of bounded size, all parts or one', async () => {
    await using db = await open()
    const synced = new Synced(db)
    for (const part of ['p', 'q']) {
      await synced.page({
        part,
        items: Array.from({ length: 3000 }, (_, n) => ({ ref: `${part}${n}`, records: [] })),
      })
    }
    const sizes: number[] = []
    const refs = new Set<string>()
    for await (const page of synced.store.liveRefs(stream)) {
      sizes.push(page.length)
      for (const { ref } of page) refs.add(ref)
    }
    expect([sizes, refs.size]).toEqual([[5000, 1000], 6000])
    const ofPart: string[] = []
    for await (const page of synced.store.liveRefs(stream, 'q')) ofPart.push(...page.map((row) => row.part))
    expect([ofPart.length, new Set(ofPart)]).toEqual([3000, new Set(['q'])])
  })

  test('writers of a connection follow each other: the same new item twice at once is written once', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.lease('gh')
    const page = { items: ['a', 'b', 'c'].map((ref) => ({ ref, records: [container(ref)] })) }
    await Promise.all([synced.page(page), synced.page(page), synced.page(page)])
    expect((await changes(db)).map(({ event }) => event)).toEqual(['created', 'created', 'created'])
  })

  test('statistics are made once after a table has grown, and not again', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.page({
      items: Array.from({ length: 2000 }, (_, n) => ({ ref: `r${n}`, records: [container(`r${n}`)] })),
    })
    expect(await refreshStatistics(db.root)).toEqual(expect.arrayContaining(['raw', 'record', 'change']))
    expect(await refreshStatistics(db.root)).toEqual([])
  })
})
