import { memoryStore } from '@headless-pmo/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, liveTitles, mortalStore, titlesOf, toySync } from './support/toy-sync.ts'
import { ToyTracker, toyPlugin } from './support/toy-tracker.ts'

const seeded = (count: number): ToyTracker => {
  const tracker = new ToyTracker()
  for (let i = 0; i < count; i++) {
    tracker.put(String(i), `title ${i}`, 'ada')
    if (i % 2 === 0) tracker.now++
  }
  return tracker
}

test('killed in any transaction, the plain next run ends where an undisturbed one does: no census mends it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('before' as const, 'after' as const)),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      async (kills) => {
        const tracker = seeded(10)
        const plugin = toyPlugin({ counts: false })
        const store = memoryStore()
        for (const [at, how] of kills) {
          const mortal = mortalStore(store, (n) => (n === at ? how : undefined))
          await toySync({ tracker, plugin, store: mortal })
        }
        await toySync({ tracker, plugin, store })
        const undisturbed = memoryStore()
        await toySync({ tracker, plugin, store: undisturbed })
        expect(await liveTitles(store)).toEqual(titlesOf(tracker))
        const stream = { connection: 'toy', stream: 'issues' }
        expect(await store.parts(stream)).toEqual(await undisturbed.parts(stream))
      },
    ),
    { numRuns: 200 },
  )
})

test('aborted while it is counted, or between pages, a run removes nothing and goes on later', async () => {
  const tracker = seeded(10)
  const store = memoryStore()
  await toySync({ tracker, plugin: toyPlugin(), store })
  tracker.delete('3')
  const stop = new AbortController()
  // The plugin takes the end of the run for the end of the list.
  const fetch = async (input: string | URL | Request): Promise<Response> => {
    if (!new Request(input).url.endsWith('/ids')) return tracker.fetch(input)
    stop.abort(new Error('cancelled'))
    return Response.json(['1', '2', '4'])
  }
  const results = await toySync(
    { tracker, plugin: toyPlugin(), store },
    { at: 2 * day, fetch, signal: stop.signal },
  )
  expect(results.find((r) => r.stream === 'issues')).toMatchObject({ retired: 0, held: 0 })
  expect(store.log.held).toEqual([])
  await toySync({ tracker, plugin: toyPlugin(), store }, { at: 2 * day + 1 })
  expect(await liveTitles(store)).toEqual(titlesOf(tracker))
})
