import { expect, test } from 'vitest'
import { pastInstant } from './past-instant.ts'

const now = Temporal.Instant.from('2026-05-04T12:00:00Z')

test.each([
  ['2026-03-01T08:00:00+01:00', 'UTC', '2026-03-01T07:00:00Z'],
  ['2026-03-01', 'UTC', '2026-03-01T23:59:59Z'],
  ['2026-03-01', 'Asia/Tokyo', '2026-03-01T14:59:59Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59Z'],
  ['2026-05-04', 'UTC', '2026-05-04T12:00:00Z'],
])('%s on the clock of %s is %s', (text, zone, instant) => {
  expect(pastInstant(text, now, zone).toString()).toBe(instant)
})

test.each([
  ['2026-05-05', 'lies ahead'],
  ['2026-05-04T12:00:01Z', 'lies ahead'],
  ['yesterday', 'is no time of the past'],
  ['2026-02-30', 'is no time of the past'],
  ['0000-01-01', 'is no time of the past'],
  ['-000044-03-15T12:00:00Z', 'is no time of the past'],
])('%s is refused: it %s', (text, why) => {
  expect(() => pastInstant(text, now)).toThrow(why)
})
