import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atOnce, sortedSteps, type Steps } from './steps.ts'
import { withBreaths } from './with-breaths.ts'

test('merging stretches orders as toSorted does, and leaves equal values as they came', () => {
  const some = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 5_500 }), (pattern, length) => {
      const values = Array.from({ length }, (_, at) => ({
        by: (pattern[at % pattern.length] ?? 0) * (at % 7),
      }))
      const compare = (one: { readonly by: number }, other: { readonly by: number }) => one.by - other.by
      const expected = values.toSorted(compare)
      const told = atOnce(sortedSteps(values, compare))
      expect(told).toHaveLength(length)
      expect(told.every((one, at) => one === expected[at])).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('ordering many values stops often', () => {
  const values = Array.from({ length: 20_000 }, (_, at) => ({ by: (at * 7919) % 20_000 }))
  let compared = 0
  let [before, most] = [0, 0]
  const steps = sortedSteps(values, (one, other) => {
    compared += 1
    return one.by - other.by
  })
  while (steps.next().done !== true) {
    most = Math.max(most, compared - before)
    before = compared
  }
  // One stretch of 1,000 takes 10 × 1,000 comparisons at most.
  expect(most).toBeLessThanOrEqual(10_000)
})

test('with breaths a computation gives what it gives at once, and others go on meanwhile', async () => {
  function* spinning(until: () => boolean): Steps<string> {
    while (!until()) yield
    return 'others went on'
  }
  let wentOn = false
  setImmediate(() => {
    wentOn = true
  })
  expect(await withBreaths(spinning(() => wentOn))).toBe('others went on')
  expect(atOnce(spinning(() => true))).toBe('others went on')
})

test('an error of a computation comes to whoever runs it', async () => {
  function* failing(): Steps<void> {
    yield
    throw new Error('no plan')
  }
  expect(() => atOnce(failing())).toThrow('no plan')
  await expect(withBreaths(failing())).rejects.toThrow('no plan')
})
