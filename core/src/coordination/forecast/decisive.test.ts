import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decisive } from './decisive.ts'

test('the most decisive of any number are those that sorting all would put first', () => {
  const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1500,
    maxLength: 4000,
  })
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 40 }), (pairs, most) => {
      const weights = pairs.map(([ssi, share], at) => ({ at, ssi, share }))
      const decisive = new Decisive(most)
      for (const weight of weights) decisive.add(weight)
      const all = weights.toSorted((one, other) => other.ssi - one.ssi || other.share - one.share)
      expect(decisive.most()).toEqual(all.slice(0, most))
    }),
    { numRuns: 20 },
  )
})
