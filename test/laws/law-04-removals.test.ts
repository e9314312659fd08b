import type { Gone } from '@headless-pmo/sdk'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import { removeItems } from '@headless-pmo/engine'
import { expect, test } from 'vitest'
import { day, liveTitles, titlesOf, toySync } from './support/toy-sync.ts'
import { ToyTracker, toyPlugin } from './support/toy-tracker.ts'
import { scripted, type ScriptedPart } from './support/scripted.ts'

function seeded(count: number): ToyTracker {
  const tracker = new ToyTracker()
  for (let i = 0; i < count; i++) tracker.put(String(i), `title ${i}`)
  tracker.now++
  return tracker
}

async function approve(store: MemoryStore): Promise<number> {
  let removed = 0
  for (const { stream, items } of store.log.held) {
    removed += await store.transaction({ name: 'toy', fence: 1_000_000 }, (tx) =>
      removeItems(tx, stream, items, 'operator'),
    )
  }
  return removed
}

test('a removal that waits concerns nothing any more once its items are seen again', async () => {
  const tracker = seeded(30)
  const store = memoryStore()
  const sync = (at: number) => toySync({ tracker, plugin: toyPlugin(), store }, { at })
  await sync(0)
  const all = new Map(tracker.issues)
  tracker.issues.clear()
  await sync(2 * day)
  expect(store.log.held).toMatchObject([{ cause: 'suspect' }])
  for (const [id, issue] of all) tracker.issues.set(id, issue)
  await sync(4 * day)
  expect(await approve(store)).toBe(0)
  expect(await liveTitles(store)).toEqual(titlesOf(tracker))
})

test('the same removal is asked about once, however often it is found', async () => {
  const tracker = seeded(30)
  const store = memoryStore()
  const sync = (at: number) => toySync({ tracker, plugin: toyPlugin(), store }, { at })
  await sync(0)
  for (let i = 0; i < 6; i++) tracker.delete(String(i))
  await sync(2 * day)
  await sync(4 * day)
  expect(store.log.held).toHaveLength(1)
  tracker.delete('6')
  await sync(6 * day)
  expect(store.log.held.map(({ items }) => items.length)).toEqual([7])
  expect(await approve(store)).toBe(7)
  expect(await liveTitles(store)).toEqual(titlesOf(tracker))
})

test('a rejected removal is asked about again only when its items were seen in between', async () => {
  const tracker = seeded(30)
  const store = memoryStore()
  const sync = (at: number) => toySync({ tracker, plugin: toyPlugin(), store }, { at })
  await sync(0)
  const hidden = [...tracker.issues].slice(0, 6)
  for (const [id] of hidden) tracker.delete(id)
  await sync(2 * day)
  for (const removal of store.log.held.slice()) store.reject(removal)
  await sync(4 * day)
  expect(store.log.held).toEqual([])
  for (const [id, issue] of hidden) tracker.issues.set(id, issue)
  await sync(6 * day)
  for (const [id] of hidden) tracker.delete(id)
  await sync(8 * day)
  expect(store.log.held.map(({ items }) => items.length)).toEqual([6])
})

test('an item that goes while a stream is first read is no stream that falls to zero', async () => {
  const store = memoryStore()
  const { sync } = scripted(store)
  const gone: Gone[] = [{ ref: 'a', reason: 'deleted' }]
  const [result] = await sync([
    { key: 'p', pages: [{ items: ['a', 'b', 'c', 'd'] }, { items: ['e'], gone }] },
  ])
  expect(result).toMatchObject({ state: 'ok', suspect: false, held: 0, retired: 1 })
  expect(store.log.held).toEqual([])
})

test('items that moved do not count as removed', async () => {
  const store = memoryStore()
  const { sync } = scripted(store)
  const many = Array.from({ length: 30 }, (_, n) => `a${n}`)
  await sync([{ key: 'p', pages: [{ items: many }] }])
  const moves = many.slice(0, 20).map((ref): Gone => ({ ref, reason: 'moved', movedTo: `b${ref}` }))
  const [result] = await sync([
    {
      key: 'p',
      pages: [
        { items: moves.flatMap((m) => m.movedTo ?? []), gone: moves },
        { items: [], gone: [{ ref: 'a29', reason: 'deleted' }] },
      ],
    },
  ])
  expect(result).toMatchObject({ state: 'ok', held: 0, retired: 1, updated: 20 })
})

test('the limit counts over parts and pages of a run, not for each', async () => {
  const store = memoryStore()
  const { sync } = scripted(store)
  const of = (key: string, from: number) => ({
    key,
    pages: [{ items: Array.from({ length: 10 }, (_, n) => `${key}${n + from}`) }],
  })
  await sync([of('p', 0), of('q', 0)], { kind: 'snapshot' })
  // Four go in each part: together more than five of twenty.
  const [result] = await sync([of('p', 4), of('q', 4)], { kind: 'snapshot' })
  expect(result).toMatchObject({ state: 'partial', retired: 4, held: 4, created: 8 })
})

test('a part that vanishes takes its items out of scope, and one that comes back brings them all', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  const part = (key: string, refs: readonly string[]): ScriptedPart => ({
    key,
    etag: 'same',
    pages: [{ items: refs }],
  })
  const [p, q] = [part('p', ['a', 'b', 'c', 'd', 'e', 'f', 'g']), part('q', ['x', 'y'])]
  await sync([p, q], { kind: 'snapshot' })
  await sync([q], { kind: 'snapshot' })
  expect(store.log.held.map(({ items }) => items.map(({ reason }) => reason))).toEqual([
    Array.from({ length: 7 }, () => 'out_of_scope'),
  ])
  expect(await approve(store)).toBe(7)
  expect(await live()).toEqual(['x', 'y'])
  await sync([p, q], { kind: 'snapshot' })
  expect(await live()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'x', 'y'])
})

test('a part that cannot be opened loses nothing, and hides no other', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  await sync([
    { key: 'p', pages: [{ items: ['a', 'b'] }] },
    { key: 'q', pages: [{ items: ['x'] }] },
  ])
  const [result] = await sync([
    { key: '?', closed: 'The file p is gone.' },
    { key: 'q', pages: [{ items: ['y'] }] },
  ])
  expect(result).toMatchObject({ state: 'partial', reasons: ['The file p is gone.'], retired: 0 })
  expect(await live()).toEqual(['a', 'b', 'x', 'y'])
})

test('a part that breaks off leaves its snapshot as it was; the others become visible', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  await sync(
    [
      { key: 'p', pages: [{ items: ['a', 'b'] }] },
      { key: 'q', pages: [{ items: ['x'] }] },
    ],
    { kind: 'snapshot' },
  )
  const [result] = await sync(
    [
      { key: 'p', pages: [{ items: ['c'] }], breaksOff: true },
      { key: 'q', pages: [{ items: ['x', 'y'] }] },
    ],
    { kind: 'snapshot' },
  )
  expect(result).toMatchObject({ state: 'partial', retired: 0, created: 1 })
  expect(await live()).toEqual(['a', 'b', 'x', 'y'])
})

test.each([
  ['p', 'q'],
  ['q', 'p'],
])('an item that changes its part stays, when %s is read before %s', async (...order) => {
  for (const kind of ['snapshot', 'census'] as const) {
    const store = memoryStore()
    const { sync, live } = scripted(store)
    const parts = (inP: readonly string[], inQ: readonly string[]): ScriptedPart[] =>
      order.map((key) => ({ key, pages: [{ items: key === 'p' ? inP : inQ }] }))
    const rest = Array.from({ length: 20 }, (_, n) => `r${n}`)
    const movers = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    await sync(parts([...rest, ...movers], ['x']), { kind })
    const after = parts(
      rest,
      ['x', ...movers].map((ref) => `${ref}@2`),
    )
    // The part that they left cannot know where they went; the question ends when they are seen in the other.
    for (let run = 0; run < 3; run++) {
      const [result] = await sync(after, { kind, full: true })
      expect([kind, run, result?.held]).toEqual([kind, run, run === 0 && order[0] === 'p' ? 7 : 0])
    }
    expect(await live()).toEqual([...movers, ...rest, 'x'].toSorted())
    expect(await approve(store)).toBe(0)
  }
})

test('what came along and is then read by its own stream goes when that stream no longer has it', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  await sync([{ key: 'p', pages: [{ items: [], along: ['a', 'b', 'c'] }] }], { kind: 'snapshot' })
  await sync([{ key: 'p', pages: [{ items: ['a', 'b', 'c'] }] }], { kind: 'snapshot' })
  const before = store.fingerprint()
  await sync([{ key: 'p', pages: [{ items: ['a', 'b', 'c'], along: ['a', 'b', 'c'] }] }], {
    kind: 'snapshot',
  })
  expect(store.fingerprint()).toBe(before)
  await sync([{ key: 'p', pages: [{ items: ['a', 'c'] }] }], { kind: 'snapshot' })
  expect(await live()).toEqual(['a', 'c'])
})

test('a census without a way to ask for single items brings back what returned', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  const refs = ['a', 'b', 'c', 'd', 'e', 'f']
  const read = (items: readonly string[], exist: readonly string[]) =>
    sync([{ key: 'p', pages: [{ items }], exist }], { kind: 'census', full: false, census: true })
  await read(refs, refs)
  await read([], ['a', 'b', 'c', 'd', 'e'])
  expect(await live()).toEqual(['a', 'b', 'c', 'd', 'e'])
  // The delta tells nothing; only a read from the start has them all.
  await sync([{ key: 'p', pages: [], fromStart: [{ items: refs }], exist: refs }], {
    kind: 'census',
    census: true,
  })
  expect(await live()).toEqual(refs)
})
