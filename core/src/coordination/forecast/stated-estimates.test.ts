import { expect, test } from 'vitest'
import { threePointsOf } from './stated-estimates.ts'

test('three points are taken from fields in their unit, and only when they are there and in order', () => {
  const mapping = { optimistic: 'o', mostLikely: 'm', pessimistic: 'p', unit: 'hours' } as const
  expect(threePointsOf({ o: 1, m: '2', p: 4 }, mapping)).toEqual({ low: 60, likely: 120, high: 240 })
  expect(threePointsOf({ o: 1, p: 4 }, mapping)).toEqual({ low: 60, high: 240 })
  for (const fields of [
    {},
    { o: 1 },
    { o: 5, p: 4 },
    { o: 1, m: 9, p: 4 },
    { o: 'soon', p: 4 },
    { o: '', p: 4 },
    { o: -1, p: 4 },
  ])
    expect(threePointsOf(fields, mapping)).toBeUndefined()
})
