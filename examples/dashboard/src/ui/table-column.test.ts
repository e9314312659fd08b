import { expect, test } from 'vitest'
import { compareValues } from './table-column.ts'

test('Values of a column are ordered as people order them', () => {
  expect([10, 9, -1].toSorted(compareValues)).toEqual([-1, 9, 10])
  expect(['SHOP-10', 'shop-9', 'Apple'].toSorted(compareValues)).toEqual(['Apple', 'shop-9', 'SHOP-10'])
  expect(['2026-10-01', '2026-09-30'].toSorted(compareValues)).toEqual(['2026-09-30', '2026-10-01'])
})
