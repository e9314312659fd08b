import type { Store } from '@headless-pmo/engine'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elsewhere, type ElsewhereOptions } from './support/elsewhere.ts'
import { play, scenario } from './support/scenario.ts'
import { scripted, type ScriptedOptions } from './support/scripted.ts'

const runs = process.env['PMO_TEST_DEEP'] === '1' ? 3000 : 300

/** Names one person, who is in every third item. */
const disguise = (element: unknown): unknown => {
  const { ref, version } = element as { readonly ref: string; readonly version: number }
  return version === 3 ? { ref, version, hidden: true } : element
}

/** A store that says whether one of its transactions is open. */
function watched(inner: MemoryStore): { readonly store: Store; readonly open: () => boolean } {
  let open = 0
  const store: Store = {
    transaction: (lease, work) =>
      inner.transaction(lease, async (tx) => {
        open++
        try {
          return await work(tx)
        } finally {
          open--
        }
      }),
    parts: (stream) => inner.parts(stream),
    liveRefs: (stream, part) => inner.liveRefs(stream, part),
    rawText: (stream, refs) => inner.rawText(stream, refs),
  }
  return { store, open: () => open > 0 }
}

const wrap =
  (options: ElsewhereOptions): NonNullable<ScriptedOptions['wrap']> =>
  (connector) =>
    elsewhere(connector, options)

describe('law 1: inline and separate process are one switch', () => {
  test('a plugin that runs elsewhere ends in the same state with the same counts, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, fc.boolean(), fc.boolean(), async (turns, byPart, hides) => {
        const more = { byPart, ...(hides && { disguise }) }
        const here = memoryStore()
        const results = await play(scripted(here).sync, turns, more)
        const there = memoryStore()
        const { store, open } = watched(there)
        const seen: boolean[] = []
        const options = { onMap: () => void seen.push(open()) }
        const others = await play(scripted(store).sync, turns, { ...more, wrap: wrap(options) })
        expect(there.fingerprint()).toBe(here.fingerprint())
        expect(others).toEqual(results)
        // Nobody waits for a process while holding the only connection to the database.
        expect(seen.filter(Boolean)).toEqual([])
      }),
      { numRuns: runs },
    )
  })

  test('items are mapped again in batches, once each', async () => {
    const store = memoryStore()
    const asked: number[] = []
    const options = { onMap: (_stream: string, items: number) => void asked.push(items) }
    const { sync } = scripted(store)
    const parts = [{ key: 'p', pages: [{ items: ['a', 'b', 'c'] }] }]
    await sync(parts, { wrap: wrap(options) })
    expect(asked).toEqual([])
    const [result] = await sync([{ key: 'p' }], { wrap: wrap(options), mapVersion: 2 })
    expect(asked).toEqual([3])
    expect(result).toMatchObject({ state: 'ok', remapped: 3 })
  })

  test('where mapping again fails, the stream fails with the reason and what was stored stays', async () => {
    const store = memoryStore()
    const { sync } = scripted(store)
    await sync([{ key: 'p', pages: [{ items: ['a'] }] }])
    const before = store.fingerprint()
    const broken = wrap({
      onMap: () => {
        throw new Error('The plugin "x" was ended while it mapped.')
      },
    })
    const [result] = await sync([{ key: 'p' }], { wrap: broken, mapVersion: 2 })
    expect(result).toMatchObject({ state: 'failed', reasons: ['The plugin "x" was ended while it mapped.'] })
    expect(store.fingerprint()).toBe(before)
  })
})
