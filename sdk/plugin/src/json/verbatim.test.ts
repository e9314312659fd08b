import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson, toJson, verbatim, verbatimAt, verbatimElements, verbatimObject } from './index.ts'

test('integers beyond 2^53 keep their digits', () => {
  const value = parseJson('{"id":9007199254740993,"n":1.5,"s":"12345678901234567890"}')
  expect(value).toEqual({ id: 9007199254740993n, n: 1.5, s: '12345678901234567890' })
  expect(toJson(value)).toBe('{"id":9007199254740993,"n":1.5,"s":"12345678901234567890"}')
})

test('a number of 16 digits is found wherever it stands in a text', () => {
  const number = fc.record({
    digits: fc.integer({ min: 1, max: 40 }).map((count) => '9'.repeat(count)),
    before: fc.nat({ max: 40 }),
    after: fc.nat({ max: 40 }),
  })
  fc.assert(
    fc.property(number, ({ digits, before, after }) => {
      const text = `${' '.repeat(before)}${digits}${' '.repeat(after)}`
      expect(String(parseJson(text))).toBe(digits)
    }),
  )
})

test('each element keeps the bytes it had: spaces, escapes, number forms, repeated keys', () => {
  const body = ' {"a":[9], "a" : [ {"x" : 1.0} ,"\\u00e9\\"]", -2e3 ,[1,[2]],{"b":"}\\\\"} ] , "z":0}'
  expect(verbatimElements(body, ['a']).map((e) => e.text)).toEqual([
    '{"x" : 1.0}',
    '"\\u00e9\\"]"',
    '-2e3',
    '[1,[2]]',
    '{"b":"}\\\\"}',
  ])
})

test('a document that is parsed already splits into the same elements', () => {
  const body = verbatim('{"page":{"items":[{"id":1.0}, 2]}}')
  const elements = verbatimElements(body, ['page', 'items'])
  expect(elements).toEqual(verbatimElements(body.text, ['page', 'items']))
  expect(elements[0]?.value).toBe((body.value as { page: { items: unknown[] } }).page.items[0])
})

test('any array, however it is laid out, splits into the texts of its elements', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (values, space) => {
      const parts = values.map((v) => JSON.stringify(v, null, space))
      const text = space === undefined ? `[${parts.join(',')}]` : `[ ${parts.join(' ,\n')} ]`
      expect(verbatimElements(text).map((e) => e.text)).toEqual(parts)
    }),
  )
})

test('a composed element holds the wire text of its parts', () => {
  const composed = verbatimObject({ issue: verbatim('{"id": 1.0}'), links: verbatimElements('[ 2.0 ]') })
  expect(composed.text).toBe('{"issue":{"id": 1.0},"links":[2.0]}')
  expect(composed.value).toEqual({ issue: { id: 1 }, links: [2] })
})

test('a reply without the array is refused with its place', () => {
  expect(() => verbatimElements('{"a":1}', ['a'])).toThrow('Expected an array at a of the reply.')
})

test('a value within a document keeps its bytes', () => {
  const found = verbatimAt('{"x":[1],"a" : {"b":0, "b": {"n" : 1.0, "s":"}"} }}', ['a', 'b'])
  expect(found.text).toBe('{"n" : 1.0, "s":"}"}')
  expect(found.value).toEqual({ n: 1, s: '}' })
  expect(() => verbatimAt('{"a":{}}', ['a', 'b'])).toThrow('Expected a value at a.b of the reply.')
})

test('an element nested deeper than any recursion is still split off whole', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(verbatimElements(`[1,${deep},2]`).map((e) => e.text.length)).toEqual([1, 200_000, 1])
})
