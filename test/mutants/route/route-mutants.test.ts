import { checkLaws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import { routeMutants, soundRoute } from './route-mutants.ts'

const LAWS = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7']

test('the sound route keeps every law', async () => {
  const { results } = await checkLaws(soundRoute.plugin, { ...soundRoute.options, only: LAWS })
  expect(results.filter(({ state }) => state !== 'passed')).toEqual([])
})

test.each(routeMutants.map((mutant) => [mutant.law, mutant.fault, mutant] as const))(
  '%s catches a route that %s',
  async (law, _, { plugin, options }) => {
    const { results } = await checkLaws(plugin, { ...options, only: [law] })
    expect(results).toEqual([expect.objectContaining({ state: 'broken' })])
    expect(results[0]?.reason).not.toContain('could not be tried')
  },
)

test('every law has a mutant', () => {
  expect(new Set(routeMutants.map(({ law }) => law))).toEqual(new Set(LAWS))
})
