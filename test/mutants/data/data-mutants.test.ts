import { checkLaws, laws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import { dataMutants } from './data-mutants.ts'
import { soundConnector } from './hello-mutant.ts'

const LAWS = laws.map(({ id }) => id).filter((id) => id.startsWith('D'))

test('the sound connector keeps every law', async () => {
  const { results } = await checkLaws(soundConnector.plugin, { ...soundConnector.options, only: LAWS })
  expect(results.filter(({ state }) => state !== 'passed')).toEqual([])
})

test.each(dataMutants.map((mutant) => [mutant.law, mutant.fault, mutant] as const))(
  '%s catches a connector that %s',
  async (law, _, { plugin, options }) => {
    for (const seed of [1, 2, 3]) {
      const { results } = await checkLaws(plugin, { ...options, only: [law], seed })
      expect(results).toEqual([expect.objectContaining({ state: 'broken' })])
      expect(results[0]?.reason).not.toContain('could not be tried')
    }
  },
)

test('every law has a mutant', () => {
  expect(new Set(dataMutants.map(({ law }) => law))).toEqual(new Set(LAWS))
})
