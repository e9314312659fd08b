import { expect, test } from 'vitest'
import { toPage } from './page.ts'

test('what stands in a name is text', () => {
  expect(toPage([{ id: 'a', name: '<script>&' }])).toContain('<li id="a">&lt;script&gt;&amp;</li>')
})
