import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDeep } from './parse-deep.ts'
import { parseJson, toJson } from './parse-json.ts'

const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.bigInt(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.string(),
    fc.constantFrom('bigint-0:12345678901234567890', '12345678901234567890', '\\"9007199254740993'),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value')),
  ),
}))

test('it reads what the reviver reads', () => {
  fc.assert(
    fc.property(anything, fc.boolean(), (value, escaped) => {
      const plain = toJson(value)
      const text = escaped ? plain.replaceAll('bigint', '\\u0062igint') : plain
      expect(parseDeep(text)).toEqual(parseJson(text))
    }),
    { numRuns: 500 },
  )
})

test('long numbers stay exact however deep the text nests', () => {
  const deep = `{"id":9007199254740993,"more":${'['.repeat(20_000)}12345678901234567890${']'.repeat(20_000)}}`
  const value = parseJson(deep) as { readonly id: bigint; readonly more: unknown }
  expect(value.id).toBe(9007199254740993n)
  let inner = value.more
  while (Array.isArray(inner)) inner = inner[0]
  expect(inner).toBe(12345678901234567890n)
})

test('text that is no JSON is refused', () => {
  expect(() => parseDeep('{"id":12345678901234567890')).toThrow(SyntaxError)
  expect(() => parseDeep('[1234567890123456789 1]')).toThrow(SyntaxError)
})
