import { afterEach, expect, test, vi } from 'vitest'
import { FindAhead } from './find-ahead.ts'
import { wikiToMarkdown } from './wiki-to-markdown.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('the next place is found from any place on, and the end where there is none', () => {
  const ahead = new FindAhead('a]b]c')
  expect([0, 1, 2, 3, 4].map((from) => ahead.next(']', from))).toEqual([1, 1, 3, 3, 5])
  expect(ahead.next('}}', 0)).toBe(5)
})

test('a sign that never comes is looked for once, however often it is asked for', () => {
  const text = '[{{'.repeat(2000)
  const search = vi.spyOn(String.prototype, 'indexOf')
  wikiToMarkdown(text)
  const found = search.mock.calls.filter(([sign]) => sign === ']' || sign === '}}')
  expect(found.length).toBeLessThanOrEqual(2)
  expect(found.length).toBeGreaterThan(0)
})
