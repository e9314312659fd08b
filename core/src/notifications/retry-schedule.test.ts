import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_ATTEMPTS, MOST_MS, secondsToNext } from './retry-schedule.ts'

const DAY = 86_400
const random = fc.double({ min: 0, max: 0.999_999, noNaN: true })
const asked = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined })

test('without jitter the waits grow to half a day and end after three days', () => {
  const waits = Array.from({ length: MOST_ATTEMPTS }, (_, index) => secondsToNext(index + 1, 0.5, undefined))
  expect(waits).toEqual([
    10,
    40,
    160,
    640,
    2560,
    10_240,
    40_960,
    43_200,
    43_200,
    43_200,
    43_200,
    43_200,
    undefined,
  ])
})

test('whatever the receiver does, attempts are bounded in number and in time', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(random, asked), { minLength: 20, maxLength: 20 }), (answers) => {
      let [tries, seconds] = [0, 0]
      for (const [jitter, retryAfter] of answers) {
        tries++
        const wait = secondsToNext(tries, jitter, retryAfter)
        if (wait === undefined) break
        expect(Number.isSafeInteger(wait) && wait > 0).toBe(true)
        seconds += wait
      }
      expect(tries).toBe(MOST_ATTEMPTS)
      expect(seconds).toBeLessThanOrEqual((MOST_ATTEMPTS - 1) * DAY)
    }),
  )
})

test('a silent receiver is tried for two to four days', () => {
  fc.assert(
    fc.property(fc.array(random, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS }), (jitters) => {
      const waits = jitters.map((jitter, index) => secondsToNext(index + 1, jitter, undefined) ?? 0)
      const days = waits.reduce((sum, wait) => sum + wait, 0) / DAY
      expect(days).toBeGreaterThan(2)
      expect(days).toBeLessThan(4)
      expect(days * DAY * 1000).toBeLessThan(MOST_MS)
    }),
  )
})

test('the next attempt is never before the time that the receiver asked for, up to a day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MOST_ATTEMPTS - 1 }),
      random,
      asked,
      (tries, jitter, retryAfter) => {
        const wait = secondsToNext(tries, jitter, retryAfter) ?? 0
        expect(wait).toBeGreaterThanOrEqual(Math.min(retryAfter ?? 0, DAY))
        expect(wait).toBeLessThanOrEqual(Math.max(54_000, Math.min(Math.ceil(retryAfter ?? 0), DAY)))
        // Short requests to wait do not make it impatient.
        expect(wait).toBeGreaterThanOrEqual(secondsToNext(tries, 0, undefined) ?? 0)
      },
    ),
  )
})

test('deliveries that failed at the same moment spread over half of their wait', () => {
  const waits = Array.from({ length: 100 }, (_, index) => secondsToNext(7, index / 100, undefined) ?? 0)
  expect(new Set(waits).size).toBe(100)
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(40_960 * 0.49)
})
