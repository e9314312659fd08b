import {
  contentHash,
  canonicalJson,
  isFenced,
  type Lease,
  type RawWrite,
  type RecordWrite,
  type Store,
  type StreamKey,
} from '@headless-pmo/engine'
import type { PortfolioRecord } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'

/** A store under test, with the two things that only its owner can do. See {@link storeContract}. */
export interface StoreUnderTest extends AsyncDisposable {
  /** The store. */
  readonly store: Store
  /** Takes the lease, so that a higher number is needed from now on; gives the new number. */
  takeLease(name: string): Promise<number>
  /** Rejects the held removals of a stream, as an operator would. */
  rejectHeld(stream: StreamKey): Promise<void>
  /** A text that changes whenever anything stored changes. */
  fingerprint(): Promise<string>
}

const stream: StreamKey = { connection: 'c1', stream: 'issues' }

const container = (ref: string, name: string): PortfolioRecord => ({
  kind: 'container',
  ref,
  name,
  nativeType: 'project',
  archived: false,
})

const rawOf = (ref: string, text: string, more: Partial<RawWrite> = {}): RawWrite => ({
  ref,
  part: '',
  hash: contentHash(text),
  json: text,
  mapKey: 'k1',
  ...more,
})

const recordOf = (data: PortfolioRecord, more: Partial<RecordWrite> = {}): RecordWrite => ({
  kind: data.kind,
  ref: data.ref,
  rawRef: data.ref,
  hash: contentHash(canonicalJson(data)),
  data,
  event: 'created',
  cause: 'tracker',
  ...more,
})

/**
 * Holds a store to what the engine relies on. The same suite runs on memory, the embedded database and
 * PostgreSQL, so that a plugin that passes the conformance kit behaves so in production.
 *
 * @example
 * ```ts
 * storeContract('memory', async () => {
 *   const store = memoryStore()
 *   let fence = 0
 *   return {
 *     store,
 *     async takeLease(name) {
 *       store.fence(name, ++fence)
 *       return fence
 *     },
 *     async rejectHeld() {
 *       for (const removal of store.log.held) store.reject(removal)
 *     },
 *     fingerprint: async () => store.fingerprint(),
 *     async [Symbol.asyncDispose]() {},
 *   }
 * })
 * ```
 */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store contract: ${name}`, () => {
    const withStore = (title: string, body: (s: StoreUnderTest, lease: Lease) => Promise<void>): void => {
      test(title, async () => {
        await using opened = await open()
        await body(opened, { name: 'c1', fence: await opened.takeLease('c1') })
      })
    }

    const put = (s: StoreUnderTest, lease: Lease, texts: Record<string, string>): Promise<void> =>
      s.store.transaction(lease, (tx) =>
        tx.write({
          stream,
          raw: Object.entries(texts).map(([ref, text]) => rawOf(ref, text)),
          records: Object.keys(texts).map((ref) => recordOf(container(ref, `name ${ref}`))),
          parts: new Map(),
        }),
      )

    withStore('what a transaction wrote is there after it, by ref and by text', async (s, lease) => {
      await put(s, lease, { a: '{"id": 1.0}', b: '{"n":9007199254740993}' })
      await s.store.transaction(lease, async (tx) => {
        const raw = await tx.rawByRef(stream, ['a', 'b', 'c'])
        expect([...raw.keys()].toSorted()).toEqual(['a', 'b'])
        expect(raw.get('a')).toMatchObject({
          ref: 'a',
          part: '',
          hash: contentHash('{"id": 1.0}'),
          mapKey: 'k1',
        })
        const records = await tx.records('c1', [raw.get('a')?.id ?? 0], [{ kind: 'container', ref: 'b' }])
        expect(records.map((r) => r.ref).toSorted()).toEqual(['a', 'b'])
        expect(records.find((r) => r.ref === 'a')?.data).toEqual(container('a', 'name a'))
        expect(await tx.countLive(stream)).toBe(2)
      })
      const texts = await s.store.rawText(stream, ['a', 'b'])
      expect([texts.get('a')?.json, texts.get('b')?.json]).toEqual(['{"id": 1.0}', '{"n":9007199254740993}'])
    })

    withStore(
      'the wire text survives byte for byte: escapes, U+0000, lone surrogates, spaces, repeated keys',
      async (s, lease) => {
        const text = '{ "a" : "\\u0000\\ud800 é \\u00e9 👩‍🚀" ,"a":1.10,\n"z":1E2}'
        await put(s, lease, { a: text })
        expect((await s.store.rawText(stream, ['a'])).get('a')?.json).toBe(text)
      },
    )

    withStore('a transaction that fails leaves nothing behind', async (s, lease) => {
      const before = await s.fingerprint()
      await expect(
        s.store.transaction(lease, async (tx) => {
          await tx.write({
            stream,
            raw: [rawOf('a', '{}')],
            records: [recordOf(container('a', 'a'))],
            parts: new Map([['', { cursor: 1 }]]),
          })
          throw new Error('killed')
        }),
      ).rejects.toThrow('killed')
      expect(await s.fingerprint()).toBe(before)
      expect((await s.store.parts(stream)).size).toBe(0)
    })

    withStore(
      'a writer whose lease has passed on is refused, and nothing of it is kept',
      async (s, lease) => {
        await put(s, lease, { a: '{}' })
        const next = await s.takeLease('c1')
        expect(next).toBeGreaterThan(lease.fence)
        const before = await s.fingerprint()
        const late = put(s, lease, { b: '{}' })
        expect(isFenced(await late.catch((error: unknown) => error))).toBe(true)
        expect(await s.fingerprint()).toBe(before)
        await put(s, { name: 'c1', fence: next }, { b: '{}' })
      },
    )

    withStore('reading writes nothing', async (s, lease) => {
      await put(s, lease, { a: '{}' })
      const before = await s.fingerprint()
      await s.store.transaction(lease, async (tx) => {
        await tx.parts(stream)
        await tx.rawByRef(stream, ['a'])
        await tx.rawToMap(stream, 'k2', undefined, 10)
        await tx.countLive(stream)
      })
      expect(await s.fingerprint()).toBe(before)
    })

    withStore('the state of a part is merged field by field', async (s, lease) => {
      const write = (state: object): Promise<void> =>
        s.store.transaction(lease, (tx) =>
          tx.write({ stream, raw: [], records: [], parts: new Map([['p', state]]) }),
        )
      await write({ cursor: { since: 'x', seen: ['1'] }, mapKey: 'k1' })
      await write({ censusAt: 1_790_000_000_000 })
      expect((await s.store.parts(stream)).get('p')).toEqual({
        cursor: { since: 'x', seen: ['1'] },
        mapKey: 'k1',
        censusAt: 1_790_000_000_000,
      })
      await write({ cursor: 7 })
      expect((await s.store.parts(stream)).get('p')).toEqual({
        cursor: 7,
        mapKey: 'k1',
        censusAt: 1_790_000_000_000,
      })
    })

    withStore(
      'every write of a raw item counts its revision up; tombstones stay readable and are not live',
      async (s, lease) => {
        await put(s, lease, { a: '{}', b: '{}' })
        const [first, id] = await s.store.transaction(lease, async (tx) => {
          const row = (await tx.rawByRef(stream, ['a'])).get('a')
          return [row?.revision ?? 0, row?.id ?? 0] as const
        })
        await s.store.transaction(lease, (tx) =>
          tx.write({
            stream,
            raw: [{ id, ref: 'a', part: '', hash: contentHash('{}'), mapKey: 'k1', gone: 'deleted' }],
            records: [],
            parts: new Map(),
          }),
        )
        await s.store.transaction(lease, async (tx) => {
          const row = (await tx.rawByRef(stream, ['a'])).get('a')
          expect(row).toMatchObject({ gone: 'deleted' })
          expect(row?.revision).toBeGreaterThan(first)
          expect(await tx.countLive(stream)).toBe(1)
        })
        const live: string[] = []
        for await (const batch of s.store.liveRefs(stream)) live.push(...batch.map((r) => r.ref))
        expect(live).toEqual(['b'])
      },
    )

    withStore('a raw item written without text keeps the text it had', async (s, lease) => {
      await put(s, lease, { a: '{"x":1}' })
      await s.store.transaction(lease, async (tx) => {
        const row = (await tx.rawByRef(stream, ['a'])).get('a')
        await tx.write({
          stream,
          raw: [{ id: row?.id ?? 0, ref: 'a', part: '', hash: contentHash('{"x":1}'), mapKey: 'k2' }],
          records: [],
          parts: new Map(),
        })
      })
      expect((await s.store.rawText(stream, ['a'])).get('a')).toMatchObject({ json: '{"x":1}', mapKey: 'k2' })
    })

    withStore(
      'items under another map key are found in order, page by page; tombstones are not',
      async (s, lease) => {
        await put(s, lease, { c: '{}', a: '{}', b: '{}', d: '{}' })
        await s.store.transaction(lease, async (tx) => {
          const rows = await tx.rawByRef(stream, ['b', 'd'])
          await tx.write({
            stream,
            raw: [
              { id: rows.get('b')?.id ?? 0, ref: 'b', part: '', hash: contentHash('{}'), mapKey: 'k2' },
              {
                id: rows.get('d')?.id ?? 0,
                ref: 'd',
                part: '',
                hash: contentHash('{}'),
                mapKey: 'k1',
                gone: 'deleted',
              },
            ],
            records: [],
            parts: new Map(),
          })
        })
        await s.store.transaction(lease, async (tx) => {
          const first = await tx.rawToMap(stream, 'k2', undefined, 1)
          expect(first.map((r) => [r.ref, r.json])).toEqual([['a', '{}']])
          expect((await tx.rawToMap(stream, 'k2', 'a', 10)).map((r) => r.ref)).toEqual(['c'])
        })
      },
    )

    withStore('a record takes over the name that a merged twin gives back, in one step', async (s, lease) => {
      await put(s, lease, { a: '{}', b: '{}' })
      await s.store.transaction(lease, async (tx) => {
        const records = await tx.records(
          'c1',
          [],
          [
            { kind: 'container', ref: 'a' },
            { kind: 'container', ref: 'b' },
          ],
        )
        const [a, b] = ['a', 'b'].map((ref) => records.find((r) => r.ref === ref))
        if (a === undefined || b === undefined) throw new Error('the two records are missing')
        await tx.write({
          stream,
          raw: [],
          records: [
            recordOf(b.data, { id: b.id, gone: 'merged', event: 'retired' }),
            recordOf({ ...a.data, ref: 'b' }, { id: a.id, event: 'moved', aliases: ['a'], rawRef: 'b' }),
          ],
          parts: new Map(),
        })
        const after = await tx.records('c1', [], [{ kind: 'container', ref: 'b' }])
        expect(after.map((r) => [r.id, r.gone])).toEqual([[a.id, undefined]])
      })
    })

    withStore('who owns a record is found by row id, across streams', async (s, lease) => {
      const other: StreamKey = { connection: 'c1', stream: 'users' }
      await s.store.transaction(lease, (tx) =>
        tx.write({
          stream: other,
          raw: [rawOf('u', '{}')],
          records: [recordOf(container('u', 'u'))],
          parts: new Map(),
        }),
      )
      await s.store.transaction(lease, async (tx) => {
        const [record] = await tx.records('c1', [], [{ kind: 'container', ref: 'u' }])
        const owners = await tx.rawById([record?.rawId ?? 0])
        expect([...owners.values()]).toMatchObject([{ ref: 'u', stream: 'users' }])
      })
    })

    withStore('connections and streams do not see each other', async (s, lease) => {
      await put(s, lease, { a: '{}' })
      const elsewhere: StreamKey = { connection: 'c2', stream: 'issues' }
      await s.store.transaction({ name: 'c2', fence: await s.takeLease('c2') }, async (tx) => {
        expect((await tx.rawByRef(elsewhere, ['a'])).size).toBe(0)
        expect(await tx.records('c2', [], [{ kind: 'container', ref: 'a' }])).toEqual([])
        expect(await tx.countLive(elsewhere)).toBe(0)
      })
    })

    withStore('a rejected removal is not asked about again until the item is written', async (s, lease) => {
      await put(s, lease, { a: '{}', b: '{}' })
      await s.store.transaction(lease, async (tx) => {
        const rows = await tx.rawByRef(stream, ['a', 'b'])
        const items = [...rows.values()].map(({ ref, revision }) => ({
          ref,
          revision,
          reason: 'absent' as const,
        }))
        await tx.hold({ stream, cause: 'suspect', live: 2, items })
      })
      await s.store.transaction(lease, async (tx) => {
        expect(Object.fromEntries(await tx.asked(stream))).toEqual({ a: 'waiting', b: 'waiting' })
      })
      await s.rejectHeld(stream)
      await s.store.transaction(lease, async (tx) => {
        expect([...(await tx.asked(stream)).keys()].toSorted()).toEqual(['a', 'b'])
        const row = (await tx.rawByRef(stream, ['a'])).get('a')
        await tx.write({
          stream,
          raw: [rawOf('a', '{"x":2}', { id: row?.id ?? 0 })],
          records: [],
          parts: new Map(),
        })
      })
      await s.store.transaction(lease, async (tx) => {
        expect([...(await tx.asked(stream))]).toEqual([['b', 'rejected']])
      })
    })
  })
}
