import { expect, test } from 'vitest'
import { isLower } from './decode-item.ts'

test('whole numbers compare by size, instants by order, and an absent version is never lower', () => {
  expect(isLower('9', '10')).toBe(true)
  expect(isLower('18014398509481985', '18014398509481984')).toBe(false)
  expect(isLower('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z')).toBe(true)
  expect(isLower(undefined, '5')).toBe(false)
  expect(isLower('5', undefined)).toBe(false)
})
