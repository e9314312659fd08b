import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earnedShare, earningMethod, type EarningMethod } from './earning.ts'

const METHODS = [
  'zero_hundred',
  'fifty_fifty',
  'percent_complete',
  'effort',
  'duration',
  'level_of_effort',
] as const satisfies readonly EarningMethod[]

test.each([
  ['zero_hundred', 0],
  ['fifty_fifty', 0.5],
  ['percent_complete', 0.4],
  ['effort', 0.25],
  ['duration', 0.75],
  ['level_of_effort', 0.6],
] as const)('an open package earns by %s', (method, share) => {
  const open = {
    state: 'in_progress',
    started: true,
    percent: 40,
    spent: 100,
    remaining: 300,
    elapsed: 0.75,
    planned: 0.6,
  } as const
  expect(earnedShare(open, method)).toBe(share)
})

test('what is not known earns nothing that could be told', () => {
  const begun = { state: 'in_progress', started: true } as const
  expect(earnedShare(begun, 'percent_complete')).toBeUndefined()
  expect(earnedShare({ ...begun, spent: 10 }, 'effort')).toBeUndefined()
  expect(earnedShare({ ...begun, spent: 0, remaining: 0 }, 'effort')).toBeUndefined()
  expect(earnedShare(begun, 'duration')).toBeUndefined()
  expect(earnedShare(begun, 'level_of_effort')).toBeUndefined()
  expect(earnedShare({ state: 'todo', started: false }, 'percent_complete')).toBe(0)
})

test('an open package never earns all, and none earns more than its budget', () => {
  expect(earnedShare({ state: 'in_progress', started: true, percent: 100 }, 'percent_complete')).toBe(0.99)
  expect(earnedShare({ state: 'in_progress', started: true, spent: 50, remaining: 0 }, 'effort')).toBe(0.99)
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const state = fc.record(
    {
      state: fc.constantFrom('todo' as const, 'in_progress' as const, 'done' as const, 'cancelled' as const),
      started: fc.boolean(),
      percent: fc.double({ min: 0, max: 100, noNaN: true }),
      spent: fc.double({ min: 0, max: 1e6, noNaN: true }),
      remaining: fc.double({ min: 0, max: 1e6, noNaN: true }),
      elapsed: share,
      planned: share,
    },
    { requiredKeys: ['state', 'started'] },
  )
  fc.assert(
    fc.property(state, fc.constantFrom(...METHODS), (given, method) => {
      const earned = earnedShare(given, method)
      if (earned === undefined) return
      expect(earned).toBeGreaterThanOrEqual(0)
      expect(earned).toBeLessThanOrEqual(1)
    }),
  )
})

test('the method follows what the project declares', () => {
  expect(earningMethod({})).toBe('zero_hundred')
  expect(earningMethod({ progress: { method: 'stated' } })).toBe('percent_complete')
  expect(earningMethod({ progress: { method: 'effort_spent' } })).toBe('effort')
  expect(earningMethod({ progress: { method: 'remaining_duration' } })).toBe('duration')
  expect(earningMethod({ progress: { method: 'stated', earning: 'fifty_fifty' } })).toBe('fifty_fifty')
})
