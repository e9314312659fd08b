import { expect, test } from 'vitest'
import { countsText, saysText } from './check.ts'

const none = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0 }
const said = (counts: Partial<typeof none>, more: Partial<Parameters<typeof saysText>[0]> = {}): string =>
  saysText({ counts: { ...none, ...counts }, title: 'No work is late', undecided: [], ...more })

test('every row of a check has a sentence, of rules about items as well', () => {
  expect(said({ fail: 13, pass: 47, unknown: 1 })).toBe('13 of 60 items break "No work is late".')
  expect(said({ fail: 1 })).toBe('1 of 1 item break "No work is late".')
  expect(said({ pass: 2 })).toBe('2 items keep "No work is late".')
  expect(said({ pass: 1 })).toBe('1 item keeps "No work is late".')
  expect(said({ notApplicable: 4 })).toBe('It applies to none of the items.')
  expect(said({})).toBe('There are no items.')
  const reason = { verdict: 'unknown' as const, message: 'It has no date.', count: 4, examples: [] }
  expect(said({ unknown: 4, pass: 1 }, { undecided: [reason] })).toBe('It has no date.')
  expect(said({ fail: 1 }, { message: 'The plan is late.' })).toBe('The plan is late.')
})

test('what is waived stands beside what fails, which it is a part of', () => {
  expect(countsText({ ...none, fail: 13, pass: 47 })).toBe('13 fail, 47 pass')
  expect(countsText({ ...none, fail: 13, pass: 47 }, 2)).toBe('13 fail (2 waived), 47 pass')
})
