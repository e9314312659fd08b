import type { Gone } from '@headless-pmo/sdk'
import { memoryStore } from '@headless-pmo/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { liveOf, scripted, workItem, type ScriptedItem } from './support/scripted.ts'

const moved = (ref: string, movedTo: string): Gone => ({ ref, reason: 'moved', movedTo })

test('A to B to C in one page is one item that keeps its identity', async () => {
  const store = memoryStore()
  const { sync } = scripted(store)
  const page = (items: readonly string[], gone: readonly Gone[] = []) =>
    sync([{ key: 'p', pages: [{ items, gone }] }])
  await page(['a', 'z'])
  const [first] = await liveOf(store)
  await page(['b@2'])
  await page(['c@3'], [moved('b', 'c'), moved('a', 'b')])
  const after = await liveOf(store)
  expect(after.map(({ ref }) => ref).toSorted()).toEqual(['c', 'z'])
  expect(after.find(({ ref }) => ref === 'c')?.id).toBe(first?.id)
  expect(store.log.writes.slice(-2)).toMatchObject([
    { event: 'retired', gone: 'merged', ref: 'c' },
    { event: 'moved', ref: 'c', aliases: ['a', 'b'] },
  ])
})

test('twins that were read at every stop end as the oldest, in whatever order their moves are told', async () => {
  for (const order of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const store = memoryStore()
    const { sync } = scripted(store)
    const page = (items: readonly string[], gone: readonly Gone[] = []) =>
      sync([{ key: 'p', pages: [{ items, gone }] }])
    await page(['a', 'z'])
    const id = (await liveOf(store)).find(({ ref }) => ref === 'a')?.id
    await page(['b@2'])
    await page(['c@3'])
    for (const ref of order) await page([], [moved(ref, 'c')])
    const after = await liveOf(store)
    expect(after.map(({ ref }) => ref).toSorted()).toEqual(['c', 'z'])
    expect(after.find(({ ref }) => ref === 'c')?.id).toBe(id)
  }
})

test('an item that moves to where nothing was read yet is no live record until it is read there', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  await sync([{ key: 'p', pages: [{ items: ['a', 'z'] }] }])
  const id = (await liveOf(store)).find(({ ref }) => ref === 'a')?.id
  await sync([{ key: 'p', pages: [{ items: [], gone: [moved('a', 'b')] }] }])
  expect(await live()).toEqual(['z'])
  await sync([{ key: 'p', pages: [{ items: ['b@2'] }] }])
  expect((await liveOf(store)).find(({ ref }) => ref === 'b')?.id).toBe(id)
})

test('an item that moved and is gone under its new ref is one tombstone there', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  await sync([{ key: 'p', pages: [{ items: ['a', 'z', 'y'] }] }])
  await sync([{ key: 'p', pages: [{ items: ['b@2'] }] }])
  await sync([{ key: 'p', pages: [{ items: [], gone: [moved('a', 'b'), { ref: 'b', reason: 'deleted' }] }] }])
  expect(await live()).toEqual(['y', 'z'])
  expect(store.log.writes.slice(-2).map(({ ref, gone }) => [ref, gone])).toEqual([
    ['b', 'merged'],
    ['b', 'deleted'],
  ])
})

test('an item that moved to where it maps to nothing any more is one tombstone there, written once', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  const map = ({ ref, version }: ScriptedItem) => (version > 2 ? [] : [workItem(ref)])
  await sync([{ key: 'p', pages: [{ items: ['a', 'z', 'y'] }, { items: ['b@2'] }] }], { map })
  await sync([{ key: 'p', pages: [{ items: ['b@3'], gone: [moved('a', 'b')] }] }], { map })
  expect(await live()).toEqual(['y', 'z'])
  expect(store.log.writes.slice(4).map(({ ref, gone }) => [ref, gone])).toEqual([
    ['b', 'merged'],
    ['b', 'unmapped'],
  ])
})

test('after any moves the live records are the live items, one each, and identity never forks', async () => {
  const refs = ['a', 'b', 'c', 'd']
  const ref = fc.constantFrom(...refs)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ from: ref, to: ref, items: fc.subarray(refs), chain: fc.boolean() }), {
        minLength: 1,
        maxLength: 10,
      }),
      async (steps) => {
        const store = memoryStore()
        const { sync, live } = scripted(store)
        await sync([{ key: 'p', pages: [{ items: ['keep1', 'keep2', ...refs] }] }])
        const there = new Set(['keep1', 'keep2', ...refs])
        let version = 1
        for (const { from, to, items, chain } of steps) {
          version++
          const gone = [moved(from, to), ...(chain ? [moved(to, 'e')] : [])]
          const left = gone.filter((g) => !items.includes(g.ref) && g.ref !== g.movedTo)
          for (const g of left) there.delete(g.ref)
          for (const item of items) there.add(item)
          await sync([{ key: 'p', pages: [{ items: items.map((i) => `${i}@${version}`), gone: left }] }])
          expect(await live()).toEqual([...there].toSorted())
        }
        const records = await liveOf(store)
        expect(new Set(records.map(({ id }) => id)).size).toBe(there.size)
      },
    ),
    { numRuns: process.env['PMO_TEST_DEEP'] === '1' ? 3000 : 200 },
  )
})
