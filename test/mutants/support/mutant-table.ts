import { checkLaws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import type { Mutant, Sound } from '../mutant.ts'

/** Laws that draw their cases are tried from several seeds. */
const seedsOf = (law: string): readonly number[] => (/^(H[1236]|S3)$/.test(law) ? [1, 2, 3] : [1])

/**
 * Proves laws: the plugin without a fault keeps them all, each mutant is caught by its law from any seed, and
 * every law has a mutant.
 */
export function mutantTable(
  group: readonly string[],
  { sound, mutants }: { readonly sound: Sound; readonly mutants: readonly Mutant[] },
): void {
  test.each(group)('%s holds for the plugin without a fault', async (law) => {
    for (const seed of seedsOf(law)) {
      const { results } = await checkLaws(sound.plugin, { ...sound.options, only: [law], seed })
      expect(results.map(({ state, reason }) => [state, reason])).toEqual([['passed', undefined]])
    }
  })

  test.each(mutants.map((mutant) => [mutant.law, mutant.fault, mutant] as const))(
    '%s catches a plugin that %s',
    async (law, _, { plugin, options }) => {
      for (const seed of seedsOf(law)) {
        const { results } = await checkLaws(plugin, { ...options, only: [law], seed })
        expect(results).toEqual([expect.objectContaining({ state: 'broken' })])
        expect(results[0]?.reason).not.toMatch(/It could not be tried|Already an undisturbed sync/)
      }
    },
  )

  test('every law has a mutant', () => {
    expect([...new Set(mutants.map(({ law }) => law))].toSorted()).toEqual([...group].toSorted())
  })
}
