import { checkLaws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import { checkMutants, soundChecks } from './check-mutants.ts'

const LAWS = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9']

test('the sound checks keep every law', async () => {
  const { results } = await checkLaws(soundChecks.plugin, { ...soundChecks.options, only: LAWS })
  expect(results.filter(({ state }) => state !== 'passed')).toEqual([])
})

test.each(checkMutants.map((mutant) => [mutant.law, mutant.fault, mutant] as const))(
  '%s catches a check that %s',
  async (law, _, { plugin, options }) => {
    for (const seed of [1, 2, 3]) {
      const { results } = await checkLaws(plugin, { ...options, only: [law], seed })
      expect(results).toEqual([expect.objectContaining({ state: 'broken' })])
      expect(results[0]?.reason).not.toContain('could not be tried')
    }
  },
)

test('every law has a mutant', () => {
  expect(new Set(checkMutants.map(({ law }) => law))).toEqual(new Set(LAWS))
})
