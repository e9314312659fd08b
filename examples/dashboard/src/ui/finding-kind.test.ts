import { expect, test } from 'vitest'
import { isOneOf, unconfirmedText } from './finding-kind.ts'

test('a finding that its rule could not judge again says since when, and why', () => {
  expect(unconfirmedText(undefined)).toBeUndefined()
  expect(unconfirmedText({ since: '2026-10-05T08:00:00.000Z', why: 'It names no due day.' })).toBe(
    'since 2026-10-05 its rule could not judge: It names no due day.',
  )
})

test('findings are of one kind where state and severity are the same', () => {
  const error = { state: 'open', severity: 'error' } as const
  expect(isOneOf(error, { state: 'open', severity: 'error' })).toBe(true)
  expect(isOneOf(error, { state: 'waived', severity: 'error' })).toBe(false)
  expect(isOneOf(error, { state: 'open', severity: 'warning' })).toBe(false)
})
