import { expect, test } from 'vitest'
import { lawLimitMs } from './law-limit.ts'

test('a law has longer where it tries more, and as long as somebody says', () => {
  expect(lawLimitMs({})).toBe(150_000)
  expect(lawLimitMs({ PMO_LAW_ROUNDS: '5' })).toBe(150_000)
  expect(lawLimitMs({ PMO_LAW_ROUNDS: '200' })).toBe(1_500_000)
  expect(lawLimitMs({ PMO_LAW_ROUNDS: '200', PMO_LAW_SECONDS: '3' })).toBe(3000)
  expect(lawLimitMs({ PMO_LAW_SECONDS: 'many' })).toBe(150_000)
})
