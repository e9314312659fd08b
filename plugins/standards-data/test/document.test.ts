import { readFileSync } from 'node:fs'
import { withRules } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'

test('the README says what the rules are', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme, 'README.md is out of date: run node test/docs/write-pack-documents.ts').toBe(
    withRules(readme, plugin),
  )
})
