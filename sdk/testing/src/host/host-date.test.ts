import { expect, test } from 'vitest'
import { withHostDate } from './index.ts'

const NOON = Date.UTC(2026, 5, 1, 12)

test('inside, the present is the clock’s; outside and afterwards it is the real one', async () => {
  const real = Date
  const seen = await withHostDate(
    () => NOON,
    async () => {
      await Promise.resolve()
      return [
        Date.now(),
        new Date().getTime(),
        Temporal.Now.instant().epochMilliseconds,
        Temporal.Now.plainDateISO('UTC').toString(),
        new Date(5).getTime(),
        Date.parse('1970-01-01T00:00:01Z'),
        new Date() instanceof Date,
      ]
    },
  )
  expect(seen).toEqual([NOON, NOON, NOON, '2026-06-01', 5, 1000, true])
  expect(Date).toBe(real)
  expect(Temporal.Now.instant().epochMilliseconds).not.toBe(NOON)
})

test('two at once keep their own time, and others theirs', async () => {
  const times = [NOON, NOON + 1000]
  const running = times.map((time) =>
    withHostDate(
      () => time,
      async () => {
        await new Promise((resolve) => setImmediate(resolve))
        return Date.now()
      },
    ),
  )
  expect(times).not.toContain(Date.now())
  expect(await Promise.all(running)).toEqual(times)
})
