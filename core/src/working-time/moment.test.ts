import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOf, dayNumber } from './days.ts'
import { dayOf, localTimeOf, minutesOf } from './moment.ts'
import { randomZone } from './test-support/random-calendar.ts'

const local = fc
  .tuple(fc.integer({ min: 1970, max: 2099 }), fc.nat(364), fc.nat(1439))
  .map(([year, days, minutes]) =>
    Temporal.PlainDateTime.from({ year, month: 1, day: 1 }).add({ days, minutes }),
  )

test('a local time is the instant that Temporal finds, in hours that come twice or not at all too', () => {
  fc.assert(
    fc.property(local, randomZone, (time, zone) => {
      const instant = time.toZonedDateTime(zone)
      expect(minutesOf(time.toString(), zone)).toBe(instant.epochMilliseconds / 60_000)
      expect(localTimeOf(instant.epochMilliseconds / 60_000, zone)).toBe(
        instant.toPlainDateTime().toString({ smallestUnit: 'second' }),
      )
    }),
  )
})

test.each([
  ['2026-03-29T02:30', '2026-03-29T03:30:00'],
  ['2026-10-25T02:30', '2026-10-25T02:30:00'],
])('%s in Berlin is %s there', (text, expected) => {
  expect(localTimeOf(minutesOf(text, 'Europe/Berlin'), 'Europe/Berlin')).toBe(expected)
})

test('days, local times and instants are told apart by how they are written', () => {
  const berlin = (text: string): number => minutesOf(text, 'Europe/Berlin')
  expect(berlin('2026-07-01')).toBe(berlin('2026-06-30T22:00:00Z'))
  expect(berlin('2026-07-01T00:00')).toBe(berlin('2026-07-01'))
  expect(berlin('2026-07-01T02:00:30.5+02:00')).toBeCloseTo(berlin('2026-07-01T00:00:30.5Z'), 9)
  expect(dayOf(berlin('2026-07-01'), 'Europe/Berlin')).toBe('2026-07-01')
  expect(dayOf(berlin('2026-07-01'), 'UTC')).toBe('2026-06-30')
  expect(berlin('soon')).toBeNaN()
})

test('what lies outside of the years 1 to 9999 is told as their first or last day', () => {
  const after = minutesOf('9999-12-31', 'UTC') + 1440
  expect([dayOf(after, 'UTC'), localTimeOf(after, 'UTC')]).toEqual(['9999-12-31', '9999-12-31T23:59:59'])
  expect(dayOf(after - 60, 'Asia/Tokyo')).toBe('9999-12-31')
  const before = minutesOf('0001-01-01', 'UTC') - 1
  expect([dayOf(before, 'UTC'), localTimeOf(before, 'UTC')]).toEqual(['0001-01-01', '0001-01-01T00:00:00'])
  expect(dayOf(Infinity, 'UTC')).toBe('9999-12-31')
})

test('days are counted as Temporal counts them from year 1 to 9999', () => {
  const epoch = Temporal.PlainDate.from('1970-01-01')
  const range = { min: dayNumber(1, 1, 1), max: dayNumber(9999, 12, 31) }
  fc.assert(
    fc.property(fc.integer(range), (number) => {
      const { year, month, day } = epoch.add({ days: number })
      expect(dateOf(number)).toEqual({ year, month, day })
      expect(dayNumber(year, month, day)).toBe(number)
    }),
  )
})
