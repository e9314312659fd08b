import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMarked, keyMarks } from './key-marks.ts'

test('Every key that was marked is known, and no other', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ maxLength: 8 }), { maxLength: 40 }), fc.nat(), (keys, at) => {
      const cut = keys.length === 0 ? 0 : at % keys.length
      const marks = keyMarks(keys.slice(0, cut))
      for (const [index, key] of keys.entries()) expect(isMarked(marks, key)).toBe(index < cut)
    }),
  )
})

test('Keys of a hundred thousand items have marks of their own', () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `agile.stale/item/desk/workItem/${index}`)
  expect(new Set(keyMarks(keys)).size).toBe(keys.length)
})
