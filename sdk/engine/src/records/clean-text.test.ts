import { expect, test } from 'vitest'
import { cleanText, mayNeedCleaning } from './clean-text.ts'

test('U+0000 and lone surrogates become U+FFFD; emoji and zero-width characters stay', () => {
  const dirty = { title: 'a\u0000b\uD800c', labels: ['ok', '\uDC00'], emoji: '👩‍🚀\u200B' }
  expect(cleanText(dirty)).toEqual({
    changed: true,
    value: { title: 'a\uFFFDb\uFFFDc', labels: ['ok', '\uFFFD'], emoji: '👩‍🚀\u200B' },
  })
})

test('clean text is left as it is', () => {
  expect(cleanText({ title: 'plain' })).toEqual({ changed: false, value: { title: 'plain' } })
})

test('whatever JSON.stringify writes of a dirty text is found by the first look', () => {
  for (const dirty of ['\u0000', '\uD800', '\uDFFF'])
    expect(mayNeedCleaning(JSON.stringify(dirty))).toBe(true)
  expect(mayNeedCleaning(JSON.stringify('😀 plain'))).toBe(false)
})
