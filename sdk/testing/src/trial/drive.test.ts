import { virtualClock } from '@headless-pmo/engine'
import { describe, expect, test } from 'vitest'
import { drive } from './drive.ts'
import { watchRejections } from './watch-rejections.ts'

const HOUR = 3_600_000

describe('driving work by a virtual clock', () => {
  test('moves from sleeper to sleeper until it is done', async () => {
    const clock = virtualClock(0)
    const work = async (): Promise<string> => {
      for (let hour = 0; hour < 20; hour++) await clock.sleep(HOUR)
      return 'done'
    }
    expect(await drive(clock, work())).toEqual({ state: 'done', value: 'done' })
    expect(clock.now()).toBe(20 * HOUR)
  })

  test('tells what was thrown', async () => {
    const error = new Error('no')
    expect(await drive(virtualClock(), Promise.reject(error))).toEqual({ state: 'threw', error })
  })

  test('gives up what waits for nothing', async () => {
    const found = await drive(virtualClock(), new Promise(() => undefined))
    expect(found).toEqual({ state: 'hung', why: 'it waits for something that nobody will do' })
  })

  test('gives up what waits without end', async () => {
    const clock = virtualClock(0)
    const work = async (): Promise<void> => {
      for (;;) await clock.sleep(HOUR)
    }
    expect(await drive(clock, work(), { mostMs: 5 * HOUR })).toMatchObject({ state: 'hung' })
  })

  test('waits in real time for what the platform does', async () => {
    const soon = new Promise((resolve) => setTimeout(() => resolve('there'), 20))
    expect(await drive(virtualClock(), soon)).toEqual({ state: 'done', value: 'there' })
  })
})

test('failures that nobody waited for are told to every open watch, and to nobody else', async () => {
  const before = process.listeners('unhandledRejection')
  {
    using one = watchRejections()
    using other = watchRejections()
    void Promise.reject(new Error('left behind'))
    await new Promise((resolve) => setImmediate(resolve))
    expect([one.found, other.found]).toEqual([['left behind'], ['left behind']])
  }
  expect(process.listeners('unhandledRejection')).toEqual(before)
})
