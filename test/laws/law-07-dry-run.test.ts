import { OverlayStore, type RecordWrite } from '@headless-pmo/engine'
import type { Gone } from '@headless-pmo/sdk'
import { memoryStore } from '@headless-pmo/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scenario, play, type Turn } from './support/scenario.ts'
import { scripted } from './support/scripted.ts'

/** What a write means, without the row ids that only its own store knows. */
const meaning = ({ id: _id, ...write }: RecordWrite): object => write

test('a dry run says exactly what the real run then does, for any state and any edits', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (turns: readonly Turn[]) => {
      const store = memoryStore()
      const { sync } = scripted(store)
      await play(sync, turns.slice(0, -1))
      const before = store.fingerprint()
      const [last] = turns.slice(-1)
      const written = store.log.writes.length
      const dry = new OverlayStore(store)
      await play(scripted(dry).sync, last === undefined ? [] : [last])
      expect(store.fingerprint()).toBe(before)
      await play(scripted(store).sync, last === undefined ? [] : [last])
      expect(dry.log.writes.map(meaning)).toEqual(store.log.writes.slice(written).map(meaning))
    }),
    { numRuns: process.env['PMO_TEST_DEEP'] === '1' ? 3000 : 300 },
  )
})

test('a dry run may map anew and then read an item by name', async () => {
  const store = memoryStore()
  const { sync } = scripted(store)
  await sync([{ key: 'p', pages: [{ items: ['a', 'b'] }] }])
  const dry = new OverlayStore(store)
  await scripted(dry).sync([{ key: 'p' }], { mapVersion: 2 })
  const texts = await dry.rawText({ connection: 'scripted', stream: 'items' }, ['a'])
  expect(texts.get('a')?.json).toBe('{"ref":"a","version":1}')
  const gone: Gone[] = []
  await scripted(dry).sync([{ key: 'p', pages: [{ items: [], gone }] }], { mapVersion: 3 })
  expect(dry.log.writes).toEqual([])
})
