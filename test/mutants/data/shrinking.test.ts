import { checkLaws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import { dataMutants } from './data-mutants.ts'

const named = (fault: string) => {
  const found = dataMutants.find((mutant) => mutant.fault.includes(fault))
  if (found === undefined) throw new Error(`There is no mutant that ${fault}.`)
  return found
}

async function reasonOf(fault: string, seed: number): Promise<string> {
  const { law, plugin, options } = named(fault)
  const { results } = await checkLaws(plugin, { ...options, only: [law], seed })
  return results[0]?.reason ?? ''
}

test('a tie that a cursor skipped is told in a sentence, after the steps that lead there', async () => {
  const reason = await reasonOf('skips what shares it', 1)
  const [sentence = '', ...steps] = reason.split('\n')
  expect(sentence).toMatch(
    /^Edit #\d+ \(\w+ issues 100\d\) fell on the same instant as edit #\d+.*; your cursor skipped it\.$/,
  )
  // As small as it can be: two items of one instant, one before and one after the run.
  expect(steps.filter((step) => step.includes('edit #')).length).toBeLessThanOrEqual(3)
  expect(steps.find((step) => step.includes('missing: ') || step.includes('differs: '))).toBeDefined()
  expect(steps.at(-1)).toMatch(
    /^ {2}Found in case \d+, made smaller in \d+ steps; PMO_LAW_SEED=1 finds it again\.$/,
  )
})

test.each([
  ['ignores deletions', /^issues has 100\d.*, which the tracker does not show\./],
  ['keeps the last page only', /^issues lacks 100\d/],
  ['takes the host’s clock', /^A host whose clock is a day (ahead|behind) reads something else\./],
  ['moves the cursor before the items are there', /100\d/],
  [
    'trusts the order of a list',
    /fell on the same instant as edit #\d+, before the answer to request \d+ of run \d+/,
  ],
])('a connector that %s is told what it did', async (fault, sentence) => {
  expect(await reasonOf(fault, 2)).toMatch(sentence)
})

test('one seed finds one case, word by word; another seed begins elsewhere', async () => {
  const fault = 'trusts the order of a list'
  const once = await reasonOf(fault, 5)
  expect(await reasonOf(fault, 5)).toBe(once)
  expect(await reasonOf(fault, 6)).not.toBe(once)
})
