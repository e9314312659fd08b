import { expect, test } from 'vitest'
import { MOST_ATTEMPTS } from './retry-schedule.ts'
import { settle } from './settlement.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const at = { now, random: 0.5 }
const fresh = { tries: 1, askedAt: now }
const DAY = 86_400_000

test('what was taken is delivered, what was refused for good is dead, with the reason', () => {
  expect(settle({ type: 'delivered' }, fresh, at)).toEqual({ state: 'delivered' })
  expect(settle({ type: 'refused', message: 'No.', disable: true }, fresh, at)).toEqual({
    state: 'dead',
    problem: 'No.',
    disable: true,
  })
})

test('a failed attempt waits for the next one; the last one says that it was the last', () => {
  const failed = { type: 'failed', message: 'The receiver answered 500.' } as const
  expect(settle(failed, fresh, at)).toMatchObject({ state: 'waiting', nextAt: now + 10_000 })
  expect(settle({ ...failed, retryAfterSeconds: 90 }, fresh, at)).toMatchObject({ nextAt: now + 90_000 })
  expect(settle(failed, { ...fresh, tries: MOST_ATTEMPTS }, at)).toEqual({
    state: 'dead',
    disable: false,
    problem: 'The receiver answered 500. It is given up after 13 attempts.',
  })
})

test('being held is no attempt, and it ends after a week all the same', () => {
  const held = { type: 'held', message: 'The notifier would have to wait.', until: now + 3_600_000 } as const
  expect(settle(held, { tries: MOST_ATTEMPTS + 5, askedAt: now }, at)).toMatchObject({
    state: 'waiting',
    nextAt: now + 3_600_000,
  })
  expect(settle({ ...held, until: now - 5 }, fresh, at)).toMatchObject({ nextAt: now + 1000 })
  expect(settle(held, { tries: 1, askedAt: now - 7 * DAY }, at)).toMatchObject({
    state: 'dead',
    problem: 'The notifier would have to wait. It is given up after a week.',
  })
})
