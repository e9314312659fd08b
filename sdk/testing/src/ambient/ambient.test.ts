import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { outside, watchAmbient } from './index.ts'

const what = (work: () => unknown): readonly string[] => {
  using watch = watchAmbient()
  watch.inside(work)
  return watch.touches.map((touch) => touch.what)
}

describe('what a plugin reaches for', () => {
  test.each<[string, () => unknown]>([
    ['Date.now()', () => Date.now()],
    ['new Date()', () => new Date()],
    ['Math.random()', () => Math.random()],
    ['process.env.HOME', () => process.env['HOME']],
    ['fs.readFileSync', () => readFileSync(import.meta.filename)],
    ['performance.now()', () => performance.now()],
    ['crypto.randomUUID()', () => crypto.randomUUID()],
    ['the global fetch', () => fetch('data:,').catch(() => undefined)],
    ['console.debug', () => console.debug()],
  ])('%s is told', (name, work) => {
    expect(what(work)).toEqual([name])
  })

  test('the present by Temporal is told', () => {
    expect(what(() => Temporal.Now.instant())).toEqual(['Temporal.Now.instant()'])
  })

  test('dates of given instants are data', () => {
    expect(
      what(() => [new Date(0), new Date('2026-01-05'), Date.parse('2026-01-05'), Date.UTC(2026)]),
    ).toEqual([])
    using _ = watchAmbient()
    expect(new Date(0)).toBeInstanceOf(Date)
  })

  test('the place is told', () => {
    using watch = watchAmbient()
    watch.inside(() => Date.now())
    expect(watch.touches[0]?.where).toMatch(/ambient\.test\.ts:\d+:\d+$/)
  })

  test('the host is not watched, also when a plugin has called it', async () => {
    using watch = watchAmbient()
    Date.now()
    await watch.inside(async () => {
      await outside(async () => {
        await pause(1)
        Date.now()
      })
      Math.random()
    })
    expect(watch.touches.map((touch) => touch.what)).toEqual(['Math.random()'])
  })

  test('nothing stays behind', () => {
    const before = [Date, fetch, process.env, setTimeout, Math.random]
    what(() => undefined)
    expect([Date, fetch, process.env, setTimeout, Math.random]).toEqual(before)
    expect(before[0]).toBe(Date)
    expect(before[3]).toBe(setTimeout)
  })

  test('timers that are still to come are known', async () => {
    using watch = watchAmbient()
    const [late, done] = watch.inside(() => [
      setTimeout(() => undefined, 60_000),
      new Promise((resolve) => setTimeout(resolve, 1)),
    ])
    await done
    expect(watch.timers()).toEqual(['setTimeout'])
    watch.inside(() => clearTimeout(late))
    expect(watch.timers()).toEqual([])
  })
})
