import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonText, oneLine, shortened, withoutSteering } from './index.ts'

const STEERS = /(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/u
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u001b',
      '\u009b',
      '\r',
      '\n',
      '\t',
      '\0',
      '\u202e',
      '\u2066',
      '\u061c',
      '\u2028',
      '\ud800',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

test('nothing that steers a terminal or turns the direction of writing is left', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const shown of [withoutSteering(text), oneLine(text)]) {
        expect(STEERS.test(shown)).toBe(false)
        expect(shown.isWellFormed()).toBe(true)
      }
      expect(oneLine(text)).not.toMatch(/[\t\n]/)
    }),
  )
})

test('harmless texts stay as they are, lines and tabs among them', () => {
  expect(withoutSteering('a\n\tü 😀 שלום')).toBe('a\n\tü 😀 שלום')
  expect(withoutSteering('a\r\nb\rc')).toBe('a\nbc')
  expect(withoutSteering('a\u001bb', '?')).toBe('a?b')
  expect(oneLine('a\r\n\u202eb')).toBe('a b')
})

test('JSON holds nothing raw that steers, and gives back what it was made of', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const json = jsonText({ [text]: [text] }, 2)
      expect(STEERS.test(json)).toBe(false)
      expect(JSON.parse(json)).toEqual({ [text]: [text] })
    }),
  )
  expect(jsonText(undefined)).toBe('null')
})

test('of a line that is too long the beginning and the end are kept; many lines stay', () => {
  const long = shortened(`There is no project "${'x'.repeat(100_000)}"; list them with pmo projects.`)
  expect(long).toMatch(/^There is no project "x+ … x+"; list them with pmo projects\.$/)
  expect(long.length).toBeLessThan(1000)
  const list = Array.from({ length: 500 }, (_, index) => `line ${index}`).join('\n')
  expect(shortened(list)).toBe(list)
})
