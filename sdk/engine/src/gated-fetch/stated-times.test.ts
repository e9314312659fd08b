import { expect, test } from 'vitest'
import { readLimits } from './reply-limits.ts'
import { retryAfter, statedReset } from './stated-times.ts'

const NOW = Date.UTC(2026, 0, 5, 9, 0, 0)
const SECOND = 1000
const HOUR = 3_600_000

test.each([
  ['120', 120 * SECOND],
  ['0', SECOND],
  ['1.5', 1500],
  ['Mon, 05 Jan 2026 09:02:00 GMT', 121 * SECOND],
  ['Mon, 05 Jan 2026 08:00:00 GMT', undefined],
  ['100000000', undefined],
  ['-5', undefined],
  ['soon', undefined],
  ['', undefined],
])('Retry-After %j means %s ms', (value, wait) => {
  const at = retryAfter(new Headers({ 'retry-after': value }), NOW)
  expect(at === undefined ? undefined : at - NOW).toBe(wait)
})

test.each([
  [String((NOW + HOUR) / 1000), HOUR + SECOND],
  [String(NOW + HOUR), HOUR + SECOND],
  ['60', 60 * SECOND],
  ['2026-01-05T10:00Z', HOUR + SECOND],
  ['2026-01-05T10:00:00.000+00:00', HOUR + SECOND],
  [String(NOW / 1000 - 10), 0],
  ['0', undefined],
  ['-62135596800', undefined],
  ['0001-01-01T00:00:00Z', undefined],
  ['9999-12-31T23:59:59Z', undefined],
  ['253402300799', undefined],
  ['never', undefined],
])('the reset %j is %s ms ahead', (value, ahead) => {
  const at = statedReset(value, new Headers(), NOW)
  expect(at === undefined ? undefined : at - NOW).toBe(ahead)
})

test('times count from the tracker’s clock where ours is a day off', () => {
  const headers = new Headers({ date: new Date(NOW + 24 * HOUR).toUTCString() })
  expect(statedReset(String((NOW + 25 * HOUR) / 1000), headers, NOW)).toBe(NOW + HOUR + SECOND)
  headers.set('retry-after', new Date(NOW + 25 * HOUR).toUTCString())
  expect(retryAfter(headers, NOW)).toBe(NOW + HOUR + SECOND)
})

const limits = {
  headers: { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' },
}
const read = (status: number, headers: Readonly<Record<string, string>>) =>
  readLimits({ response: new Response(null, { status, headers }), now: NOW }, limits)

test('a server with its limits switched off says nothing that counts', () => {
  const off = { 'x-limit': '0', 'x-remaining': '0', 'x-reset': '-62135596800' }
  expect(read(200, off)).toEqual({ served: true })
  expect(read(403, off)).toEqual({ served: false })
})

test('403 with nothing left is throttling, 403 with something left is none', () => {
  const reset = String((NOW + HOUR) / 1000)
  expect(read(403, { 'x-limit': '60', 'x-remaining': '0', 'x-reset': reset })).toMatchObject({
    throttled: { reason: 'the tracker answered 403: its limit of 60 requests is used up' },
  })
  expect(read(403, { 'x-limit': '60', 'x-remaining': '5', 'x-reset': reset }).throttled).toBeUndefined()
})

test('503 waits only for a stated time', () => {
  expect(read(503, {}).throttled).toBeUndefined()
  expect(read(503, { 'retry-after': '5' }).throttled).toMatchObject({ until: NOW + 5 * SECOND })
})
