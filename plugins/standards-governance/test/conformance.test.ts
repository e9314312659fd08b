import { conformance } from '@headless-pmo/testing'
import { checkLaws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'
import { examples } from '../src/test-support/examples.ts'

// Few rounds: the table of the repository tries all laws again.
conformance(plugin, {
  entry: new URL('../src/index.ts', import.meta.url),
  checks: examples,
  defaultRounds: 3,
})

test('a budget with lines in several currencies costs what it has lines, not more', async () => {
  const seed = 584637676 // a budget that is put into its order to find the first strange line
  const { results } = await checkLaws(plugin, { checks: examples, only: ['C9'], rounds: 1, seed })
  expect(results.map(({ state }) => state)).toEqual(['passed'])
})
