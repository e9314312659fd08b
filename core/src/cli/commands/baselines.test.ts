import { expect, test } from 'vitest'
import { workText } from './baselines.ts'

const totals = (worked: number, items = 4) => ({ items, worked })

test('work that no item states has not moved by nothing: it is not known', () => {
  expect(workText({ before: totals(0), after: totals(0), workBy: 0 })).toBe(
    'work not known, since no item states it',
  )
  expect(workText({ before: totals(4), after: totals(4), workBy: 90 })).toBe('work by 1.5 h')
  expect(workText({ before: totals(2), after: totals(3), workBy: 60 })).toBe(
    'work by 1 h (stated of 2 of 4 items then, 3 of 4 now)',
  )
})
