import { afterEach, expect, test, vi } from 'vitest'
import { chooseRounds, DEFAULT_ROUNDS } from './rounds.ts'

afterEach(() => vi.unstubAllEnvs())

test('what is given goes before the environment, and that before chance', () => {
  vi.stubEnv('PMO_LAW_SEED', '7')
  vi.stubEnv('PMO_LAW_ROUNDS', '3')
  expect(chooseRounds({})).toEqual({ seed: 7, count: 3 })
  expect(chooseRounds({ seed: 8, rounds: 4 })).toEqual({ seed: 8, count: 4 })
  vi.stubEnv('PMO_LAW_SEED', '')
  vi.stubEnv('PMO_LAW_ROUNDS', '')
  expect(chooseRounds({}).count).toBe(DEFAULT_ROUNDS)
  expect(chooseRounds({}).seed).not.toBe(chooseRounds({}).seed)
})

test('a variable that is no number is refused by name', () => {
  vi.stubEnv('PMO_LAW_SEED', 'lucky')
  expect(() => chooseRounds({})).toThrow('PMO_LAW_SEED is "lucky"; write a whole number.')
})
