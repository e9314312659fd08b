import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMinutes } from '../../mspdi/duration.ts'
import { decimalAmount } from '../../mspdi/money.ts'
import { hundredths, lengthOfHours, lengthOfMilliseconds, planElement } from './plan-element.ts'

test('an amount in hundredths is read back as it was', () => {
  const amount = fc
    .tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 6 }))
    .map(([digits, places]) => digits / 10 ** places)
  fc.assert(
    fc.property(amount, (value) => {
      expect(Number(decimalAmount(hundredths(value) ?? '', 2))).toBe(value)
    }),
  )
  expect(hundredths(1e-7)).toBe('0.00001')
  expect(hundredths(undefined)).toBeUndefined()
})

test('lengths are read back as minutes, leads too', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (minutes) => {
      expect(parseMinutes(lengthOfMilliseconds(minutes * 60_000) ?? '')).toBe(minutes === 0 ? 0 : minutes)
    }),
  )
  expect(parseMinutes(lengthOfHours(1.75) ?? '')).toBe(105)
})

test('what is not known is left out', () => {
  expect(planElement('Task', { Name: 'Dig', Notes: undefined, Active: false, ID: 0 })).toEqual([
    'Task',
    ['Name', 'Dig'],
    ['Active', '0'],
    ['ID', '0'],
  ])
})
