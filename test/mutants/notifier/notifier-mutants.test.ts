import { checkLaws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import { notifierMutants, soundNotifier } from './notifier-mutants.ts'

const LAWS = ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8']

test('the sound notifier keeps every law', async () => {
  const { results } = await checkLaws(soundNotifier.plugin, { ...soundNotifier.options, only: LAWS })
  expect(results.filter(({ state }) => state !== 'passed')).toEqual([])
})

test.each(notifierMutants.map((mutant) => [mutant.law, mutant.fault, mutant] as const))(
  '%s catches a notifier that %s',
  async (law, _, { plugin, options }) => {
    const { results } = await checkLaws(plugin, { ...options, only: [law] })
    expect(results).toEqual([expect.objectContaining({ state: 'broken' })])
    expect(results[0]?.reason).not.toContain('could not be tried')
  },
)

test('every law has a mutant', () => {
  expect(new Set(notifierMutants.map(({ law }) => law))).toEqual(new Set(LAWS))
})
