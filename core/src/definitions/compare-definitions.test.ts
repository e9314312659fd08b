import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDefinitions, differenceLines } from './compare-definitions.ts'
import type { Definition } from './definition.ts'
import type { FileEntry } from './file-entries.ts'

const stored = (entry: FileEntry, managed: 'file' | 'api' = 'file'): Definition => ({
  ...entry,
  managed,
  version: 1,
  changedBy: 'x',
  changedAt: '2026-01-01T00:00:00Z',
  effectiveFrom: '2026-01-01T00:00:00Z',
})
const project = (id: string, body: Record<string, unknown> = {}, position = 0): FileEntry => ({
  kind: 'project',
  id,
  position,
  body,
})

test('the difference names what came, changed and went', () => {
  const { changes } = compareDefinitions(
    [project('a', { name: 'A' }), project('b', { name: 'New', phase: 'x' }, 1)],
    [stored(project('b', { name: 'Old' }, 1)), stored(project('c', {}, 2))],
  )
  expect(differenceLines(changes)).toEqual(['+ project a', '~ project b (name, phase)', '- project c'])
})

test('an entry that the API owns is a clash, and entries of the API alone stay', () => {
  const { changes, clashes } = compareDefinitions(
    [project('a')],
    [stored(project('a'), 'api'), stored(project('b'), 'api')],
  )
  expect(changes).toEqual([])
  expect(clashes.map((entry) => entry.id)).toEqual(['a'])
})

test('what was applied once is no difference the second time', () => {
  const entries = fc.uniqueArray(
    fc.record({
      kind: fc.constant('project' as const),
      id: fc.string({ minLength: 1, maxLength: 3 }),
      position: fc.nat(5),
      body: fc.dictionary(fc.string(), fc.jsonValue()),
    }),
    { selector: (entry) => entry.id },
  )
  fc.assert(
    fc.property(entries, (list) => {
      const kept = list.map((entry) => stored(JSON.parse(JSON.stringify(entry)) as FileEntry))
      expect(compareDefinitions(list, kept)).toEqual({ changes: [], clashes: [] })
    }),
  )
})
