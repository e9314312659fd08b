import { existsSync, readFileSync } from 'node:fs'
import { laws } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import { allMutants } from './all-mutants.ts'
import { lawsPage, unlistedGroups } from './laws-page.ts'

const kit = new URL('../../sdk/testing/', import.meta.url)

test('LAWS.md says what the laws are now', () => {
  const page = readFileSync(new URL('LAWS.md', kit), 'utf8')
  expect(page, 'LAWS.md is out of date: run node test/mutants/write-laws-page.ts').toBe(lawsPage())
  expect(unlistedGroups()).toEqual([])
})

test('every law has a mutant, and every mutant a law', () => {
  const caught = new Set(allMutants.map(({ law }) => law))
  const ids = laws.map(({ id }) => id)
  expect(ids.filter((id) => !caught.has(id))).toEqual([])
  expect([...caught].filter((id) => !ids.includes(id))).toEqual([])
})

test('every law has an id of its own and a file that is there', () => {
  expect(new Set(laws.map(({ id }) => id)).size).toBe(laws.length)
  expect(laws.filter(({ file }) => !existsSync(new URL(file, kit))).map(({ id }) => id)).toEqual([])
  expect(new Set(laws.map(({ file }) => file)).size).toBe(laws.length)
})
