import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Most } from './most.ts'

test('tells what ordering all and taking the first ones tells', () => {
  const many = fc.array(
    fc.integer({ min: -3, max: 6 }).map((brings) => ({ brings })),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(many, fc.integer({ min: 1, max: 20 }), (all, limit) => {
      const most = new Most<(typeof all)[number]>(limit)
      for (const one of all) most.add(one, one.brings)
      const expected = all.toSorted((a, b) => b.brings - a.brings).slice(0, limit)
      const told = most.told()
      expect(told).toHaveLength(expected.length)
      // The same ones, not only as good ones.
      expect(told.every((one, index) => one === expected[index])).toBe(true)
    }),
  )
})
