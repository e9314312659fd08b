import { conformance } from '@headless-pmo/testing'
import { checkLaws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'
import { examples } from '../src/test-support/examples.ts'

// Few rounds: the table of the repository tries all laws again.
conformance(plugin, {
  entry: new URL('../src/index.ts', import.meta.url),
  checks: examples,
  defaultRounds: 4,
})

test.each([538492, 997794])('a plan grows with the links that it has: drawn from %i', async (seed) => {
  const { results } = await checkLaws(plugin, { checks: examples, only: ['C9'], rounds: 1, seed })
  expect(results.map(({ state }) => state)).toEqual(['passed'])
})
