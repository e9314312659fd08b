import { expect, test } from 'vitest'
import { microseconds } from './instants.ts'

test('instants keep microseconds; days and local times are read in UTC; all else is no time', () => {
  const start = Date.UTC(2024, 4, 1) * 1000
  expect(microseconds('2024-05-01T00:00:00.123456Z')).toBe(start + 123_456)
  expect(microseconds('2024-05-01')).toBe(start)
  expect(microseconds('2024-05-01T08:00')).toBe(start + 8 * 3_600_000_000)
  expect([microseconds('soon'), microseconds(7), microseconds(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
