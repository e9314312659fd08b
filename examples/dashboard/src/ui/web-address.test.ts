import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { isWebAddress } from './web-address.ts'

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '\tjavascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://tracker.example/x',
  'search-ms:query=x',
  '//tracker.example/x',
  '/plugins/x',
  ' https://tracker.example/A-1',
  'https://',
  '',
])('%j is no page of the web', (text) => {
  expect(isWebAddress(text)).toBe(false)
})

test.each(['https://tracker.example/A-1', 'HTTP://127.0.0.1:4401/x?y="z"', 'https://tracker.example'])(
  '%j is one',
  (text) => {
    expect(isWebAddress(text)).toBe(true)
  },
)

test('no page writes an address that somebody else wrote into a link by itself', async () => {
  const folder = new URL('../', import.meta.url)
  const own: string[] = []
  for await (const file of glob('**/*.tsx', { cwd: folder })) {
    if (/\bhref=\{/.test(await readFile(new URL(file, folder), 'utf8'))) own.push(file)
  }
  expect(own).toEqual(['ui/outward-link.tsx'])
})
