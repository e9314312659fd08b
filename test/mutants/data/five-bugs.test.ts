import { checkLaws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import { dataMutants } from './data-mutants.ts'

/**
 * Five bugs that real connectors had. Golden files find one of them, the last page; laws about what may happen
 * meanwhile find them all.
 */
const BUGS = {
  'tied timestamps': 'skips what shares it',
  'ignored deletes': 'ignores deletions',
  'wall-clock cursor': 'takes the host’s clock',
  'last page only': 'keeps the last page only',
  'module state': 'leaves out what its module has seen',
}

test.each(Object.entries(BUGS))('%s', async (_, fault) => {
  const mutant = dataMutants.find((one) => one.fault.includes(fault))
  if (mutant === undefined) throw new Error(`There is no mutant that ${fault}.`)
  const { results } = await checkLaws(mutant.plugin, { ...mutant.options, only: [mutant.law], seed: 1 })
  expect(results).toEqual([expect.objectContaining({ state: 'broken' })])
})
