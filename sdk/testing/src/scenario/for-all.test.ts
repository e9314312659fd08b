import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLawBroken, LawBroken } from '../laws/law-broken.ts'
import { forAll } from './for-all.ts'

const numbers = fc.array(fc.nat(1000), { maxLength: 20 })

/** Breaks where a list has a number above 500; counts how often it is asked. */
function rule(): {
  readonly holds: (list: readonly number[]) => Promise<void>
  readonly asked: () => number
} {
  let asked = 0
  return {
    asked: () => asked,
    holds: async (list) => {
      asked++
      const high = list.find((number) => number > 500)
      if (high !== undefined)
        throw new LawBroken({ message: `${high} is high.`, transcript: [list.join(' ')] })
    },
  }
}

const brokenBy = async (work: Promise<void>): Promise<LawBroken> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isLawBroken(error)) throw new Error('The law was not broken.')
  return error
}

test('the smallest case is told, with the seed that finds it again', async () => {
  const { finding } = await brokenBy(forAll({ seed: 42, count: 50 }, numbers, rule().holds))
  expect(finding.message).toBe('501 is high.')
  expect(finding.transcript?.[0]).toBe('501')
  expect(finding.transcript?.at(-1)).toMatch(/PMO_LAW_SEED=42 finds it again/)
})

test('as many cases are tried as asked for, and after a failure only so many more', async () => {
  const even = rule()
  await forAll({ seed: 1, count: 30 }, fc.constant([1]), even.holds)
  expect(even.asked()).toBe(30)
  const slow = rule()
  await brokenBy(forAll({ seed: 42, count: 50 }, fc.array(fc.nat(1_000_000), { minLength: 500 }), slow.holds))
  expect(slow.asked()).toBeLessThanOrEqual(50 + 121)
})

test('a case that could not be tried is no broken law', async () => {
  const odd = forAll({ seed: 1, count: 1 }, fc.constant(1), async () => {
    throw new TypeError('oops')
  })
  await expect(odd).rejects.toThrow('oops')
})
