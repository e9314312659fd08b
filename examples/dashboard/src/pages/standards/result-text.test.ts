import { expect, test } from 'vitest'
import { resultText } from './result-text.ts'

const undecided = [
  { verdict: 'unknown', message: 'No budget is kept.', count: 1 },
  { verdict: 'error', message: 'It threw.', count: 2 },
]

test('what could not be judged says why, by its own verdict', () => {
  const told = { undecided, message: 'It has 2 items.', subjects: 1 }
  expect(resultText(told, 'unknown')).toBe('No budget is kept.')
  expect(resultText(told, 'error')).toBe('It threw.')
})

test('several reasons say of how many each is', () => {
  const two = [...undecided, { verdict: 'unknown', message: 'No phase is known.', count: 3 }]
  expect(resultText({ undecided: two, subjects: 6 }, 'unknown')).toBe(
    '1: No budget is kept. 3: No phase is known.',
  )
})

test('of one subject the sentence is told, else the figure, else nothing', () => {
  const figure = { value: 0.12, unit: 'share', part: 3, whole: 25, limit: 0.05, within: 'at_most' } as const
  expect(resultText({ undecided, message: 'Few are bugs.', figure, subjects: 1 }, 'pass')).toBe(
    'Few are bugs.',
  )
  expect(resultText({ undecided, figure, subjects: 1 }, 'pass')).toMatch(/^12%/)
  expect(resultText({ undecided: [], subjects: 1 }, 'pass')).toBe('–')
})

test('the sentence about one item is never told of those that passed', () => {
  expect(resultText({ undecided: [], message: 'A-3 has no owner.', subjects: 5 }, 'pass')).toBe(
    'of 5 subjects',
  )
})
