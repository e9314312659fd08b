import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('the order of keys does not matter, and an absent field equals null', () => {
  expect(canonicalJson({ b: 1, a: { d: null, c: [1, undefined] } })).toBe('{"a":{"c":[1,null]},"b":1}')
})

test('text parses back to an equal value and is its own canonical form', () => {
  const noNull = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('null'))
  fc.assert(
    fc.property(noNull, (value) => {
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})
