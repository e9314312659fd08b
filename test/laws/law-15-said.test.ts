import { memoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { scripted, workItem } from './support/scripted.ts'
import { liveTitles, toySync } from './support/toy-sync.ts'
import { ToyTracker, toyPlugin } from './support/toy-tracker.ts'

test('a reason that quotes the tracker is bounded and can be stored anywhere', async () => {
  const { sync } = scripted(memoryStore())
  const hostile = `\u0000\uD800${'x'.repeat(100_000)}`
  const [result] = await sync([{ key: 'p', pages: [{ items: ['a', 'b'] }] }], {
    map: ({ ref }) => {
      if (ref === 'a') throw new Error(hostile)
      return [workItem(ref)]
    },
  })
  expect(result).toMatchObject({ state: 'partial', created: 1, unmapped: 1 })
  expect(result?.reasons[0]).toMatch(/^Item a: The mapping failed: \uFFFD\uFFFDx+ …$/)
  expect(result?.reasons[0]?.length).toBeLessThan(1000)
})

test('hostile names are kept in a form that every database takes, and found again', async () => {
  const store = memoryStore()
  const { sync, live } = scripted(store)
  const refs = ['__proto__', 'constructor', 'a\u0000b', 'c\uD800', '<script>', '👩‍🚀', ' ']
  const page = [{ key: 'p', pages: [{ items: refs }] }]
  const clean = refs.map((ref) => ref.replaceAll('\u0000', '\uFFFD').toWellFormed()).toSorted()
  const [first] = await sync(page, { kind: 'snapshot' })
  expect([first?.state, await live()]).toEqual(['ok', clean])
  const before = store.fingerprint()
  await sync(page, { kind: 'snapshot' })
  expect(store.fingerprint()).toBe(before)
})

test('a hint for a stream that cannot read single items reads it whole', async () => {
  const tracker = new ToyTracker()
  tracker.put('1', 'one')
  const store = memoryStore()
  const plugin = toyPlugin({ changes: 'snapshot', readsItems: false })
  await toySync({ tracker, plugin, store }, { refresh: new Map([['issues', [{ ref: '1' }]]]) })
  expect(await liveTitles(store)).toEqual({ '1': 'one' })
})
