import { day as daySchema, instant } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, instantOf, whenOf } from './dates.ts'

test.each([
  ['2026-02-03T10:15:00.000+0100', '2026-02-03T09:15:00.000Z'],
  ['2026-02-03T10:15:00.000+0000', '2026-02-03T10:15:00.000Z'],
  ['2026-02-03T10:15:00.123456Z', '2026-02-03T10:15:00.123Z'],
  ['2026-02-03 10:15:00-05:30', '2026-02-03T15:45:00.000Z'],
  ['2026-02-03T10:15Z', '2026-02-03T10:15:00.000Z'],
  [1_770_110_100_000, '2026-02-03T09:15:00.000Z'],
  ['1770110100000', '2026-02-03T09:15:00.000Z'],
  [1_770_110_100_000n, '2026-02-03T09:15:00.000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ['2026-02-30T00:00:00Z', undefined],
  ['2026-02-03T24:00:00Z', undefined],
  ['2026-02-03T10:15:00', undefined],
  ['yesterday', undefined],
  ['', undefined],
  [Number.NaN, undefined],
  [8.7e15, undefined],
  [null, undefined],
])('%s is the instant %s', (value, expected) => {
  expect(instantOf(value)).toBe(expected)
})

test('a day stays the day that is written, in whatever zone its time is', () => {
  expect(dayOf('2026-03-31')).toBe('2026-03-31')
  expect(dayOf('2026-03-31T23:59:00.000-1200')).toBe('2026-03-31')
  expect(dayOf('2026-03-31 00:00:00.0')).toBe('2026-03-31')
  expect([dayOf('2026-02-29'), dayOf('2026-3-1'), dayOf('2026-13-01'), dayOf('2026-03-311')]).toEqual(
    Array.from({ length: 4 }),
  )
  expect([whenOf('2026-03-31'), whenOf('2026-03-31T00:00:00Z')]).toEqual([
    '2026-03-31',
    '2026-03-31T00:00:00.000Z',
  ])
})

test('what is given is valid, and the moment that the text means', () => {
  const at = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
  const zone = fc.tuple(
    fc.constantFrom('+', '-'),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
  )
  fc.assert(
    fc.property(at, zone, (date, [sign, hours, minutes]) => {
      const local = date.toISOString().slice(0, -1)
      const offset = `${sign}${String(hours).padStart(2, '0')}${String(minutes).padStart(2, '0')}`
      const found = instantOf(local + offset)
      const shift = (hours * 60 + minutes) * 60_000 * (sign === '+' ? -1 : 1)
      expect(found).toBe(new Date(date.getTime() + shift).toISOString())
      expect(instant.safeParse(found).success).toBe(true)
      expect(daySchema.safeParse(dayOf(local)).success).toBe(true)
    }),
    { numRuns: 300 },
  )
})
