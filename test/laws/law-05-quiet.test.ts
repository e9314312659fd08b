import { memoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { day, toySync } from './support/toy-sync.ts'
import { ToyTracker, toyPlugin } from './support/toy-tracker.ts'

test('an empty stream is counted once a period, not in every run', async () => {
  const tracker = new ToyTracker()
  const store = memoryStore()
  const sync = (at: number) => toySync({ tracker, plugin: toyPlugin(), store }, { at })
  await sync(1)
  const before = store.fingerprint()
  await sync(2)
  await sync(day - 1)
  expect(store.fingerprint()).toBe(before)
})

test('a removal that waits is written once, not in every census', async () => {
  const tracker = new ToyTracker()
  for (const id of ['1', '2', '3']) tracker.put(id, id)
  const store = memoryStore()
  await toySync({ tracker, plugin: toyPlugin({ changes: 'snapshot' }), store })
  tracker.issues.clear()
  await toySync({ tracker, plugin: toyPlugin({ changes: 'snapshot' }), store })
  const before = store.fingerprint()
  const results = await toySync({ tracker, plugin: toyPlugin({ changes: 'snapshot' }), store })
  expect(store.fingerprint()).toBe(before)
  expect(results.find((r) => r.stream === 'issues')).toMatchObject({ suspect: true, held: 3 })
})
