import { expect, test } from 'vitest'
import { normalQuantile, normalShare } from './normal.ts'

test('shares of the normal distribution are those of the tables', () => {
  expect(normalShare(0)).toBeCloseTo(0.5, 14)
  expect(normalShare(1)).toBeCloseTo(0.8413447460685429, 13)
  expect(normalShare(1.959963984540054)).toBeCloseTo(0.975, 13)
  expect(normalShare(-4)).toBeCloseTo(3.167124183311992e-5, 15)
})

test('quantile and share undo each other', () => {
  for (let share = 0.0005; share < 1; share += 0.0101)
    expect(normalShare(normalQuantile(share))).toBeCloseTo(share, 9)
  expect(normalQuantile(1e-9)).toBeCloseTo(-5.9978070150076865, 6)
  expect(normalQuantile(0)).toBe(-Infinity)
  expect(normalQuantile(1)).toBe(Infinity)
})
