import { expect, test } from 'vitest'
import { quantileOf } from './past-ratios.ts'

test('quantiles lie between the nearest values, and within the bounds at both ends', () => {
  expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(quantileOf([1, 2, 3, 4], 0)).toBe(1)
  expect(quantileOf([1, 2, 3, 4], 1)).toBe(4)
  expect(quantileOf([7], 0.3)).toBe(7)
})
