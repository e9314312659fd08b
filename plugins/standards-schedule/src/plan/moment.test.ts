import { afterEach, expect, test } from 'vitest'
import { compareMoments, daysBetween, latest } from './moment.ts'

const zone = process.env['TZ']
afterEach(() => {
  // Absent is not the text "undefined".
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

test.each([
  ['2027-03-01', '2027-03-02', -1],
  ['2027-03-01T08:00', '2027-03-01T08:00:00', 0],
  ['2027-03-01T08:00', '2027-03-01T07:59', 1],
  ['2027-03-01T08:00Z', '2027-03-01T08:01:00Z', -1],
  ['2027-03-01', '2027-03-01T23:00', 0],
  ['2027-03-01T23:00', '2027-03-01T01:00:00Z', 0],
  ['2027-03-02T00:30', '2027-03-01', 1],
])('%s and %s', (one, other, sign) => {
  expect(Math.sign(compareMoments(one, other))).toBe(sign)
  expect(Math.sign(compareMoments(other, one))).toBe(0 - sign)
})

test('local times are compared as they stand, on the day the clocks of the machine change too', () => {
  process.env['TZ'] = 'America/New_York'
  expect(compareMoments('2027-03-14T02:30', '2027-03-14T03:15')).toBeLessThan(0)
})

test('days are counted as days', () => {
  expect(daysBetween('2027-02-28T23:59', '2027-03-01')).toBe(1)
  expect(daysBetween('2027-03-01', '2027-02-28T00:00:00Z')).toBe(-1)
})

test('the latest of nothing is nothing', () => {
  expect(latest([])).toBeUndefined()
  expect(latest([undefined])).toBeUndefined()
  expect(latest([undefined, '2027-03-01', undefined, '2027-03-02', '2027-02-01'])).toBe('2027-03-02')
})
