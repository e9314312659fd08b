import { expect, test } from 'vitest'
import { figureText, plainText } from './evidence-text.ts'

test('a figure is told with its parts and its limit', () => {
  expect(figureText({ value: 0.12, unit: 'share', part: 3, whole: 25, limit: 0.05, within: 'at_most' })).toBe(
    '12% (3 of 25); at most 5%',
  )
  expect(figureText({ value: 3, unit: 'working_days', limit: 5, within: 'at_least' })).toBe(
    '3 working days; at least 5 working days',
  )
  expect(figureText({ value: 2, unit: 'count' })).toBe('2')
})

test('what did not stand there is said to be nothing, and zero is no nothing', () => {
  expect(plainText(undefined)).toBe('nothing')
  expect(plainText('')).toBe('nothing')
  expect(plainText(0)).toBe('0')
  expect(plainText(false)).toBe('false')
  expect(plainText({ a: [1] })).toBe('{"a":[1]}')
})
