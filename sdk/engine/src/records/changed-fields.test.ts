import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { formerValues, withFormerValues } from './changed-fields.ts'

test('only changed fields are kept, an absent one as null', () => {
  expect(formerValues({ a: 1, b: [1, 2], c: 'x' }, { a: 1, b: [1, 3], d: true })).toEqual({
    b: [1, 2],
    c: 'x',
    d: null,
  })
})

test('undoing any change gives the state before it', () => {
  const state = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.jsonValue().filter((v) => v !== null),
  )
  fc.assert(
    fc.property(state, state, (before, after) => {
      expect(canonicalJson(withFormerValues(after, formerValues(before, after)))).toBe(canonicalJson(before))
    }),
  )
})
