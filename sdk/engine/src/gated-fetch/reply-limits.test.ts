import { expect, test } from 'vitest'
import { readLimits } from './reply-limits.ts'

const limits = { headers: { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' } }
const now = Date.parse('2026-03-02T12:00:00Z')

function outcomeOf(status: number) {
  const headers = { 'x-limit': '60', 'x-remaining': '59', 'x-reset': String(now / 1000 + 3600) }
  return readLimits({ response: new Response(null, { status, headers }), now }, limits)
}

test('a reply states the budget of whoever asked', () => {
  expect(outcomeOf(200)).toMatchObject({ served: true, stated: { limit: 60, remaining: 59 } })
  expect(outcomeOf(404)).toMatchObject({ served: true, stated: { limit: 60, remaining: 59 } })
})

test('the limits of a stranger, whose token was refused, are not ours', () => {
  expect(outcomeOf(401)).toEqual({ served: false })
})
