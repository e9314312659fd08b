import { expect, test } from 'vitest'
import { DEEPEST, isTooDeep, isWrappedDeep, wrapDeep } from './nesting.ts'

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

test('depth counts, not the number of brackets, and brackets in texts do not', () => {
  expect(isTooDeep(nested(DEEPEST))).toBe(false)
  expect(isTooDeep(nested(DEEPEST + 1))).toBe(true)
  expect(isTooDeep(JSON.stringify(Array.from({ length: 5000 }, () => [])))).toBe(false)
  expect(isTooDeep(JSON.stringify({ body: `\\"${'['.repeat(5000)}` }))).toBe(false)
})

test('a wrapped text is flat, holds every character, and is known again', () => {
  const deep = nested(50_000)
  const wrapped = wrapDeep(deep)
  expect(isTooDeep(wrapped.text)).toBe(false)
  expect(JSON.parse(wrapped.text)).toEqual({ '~tooDeep': deep })
  expect([isWrappedDeep(wrapped.value), isWrappedDeep({}), isWrappedDeep('x')]).toEqual([true, false, false])
})
