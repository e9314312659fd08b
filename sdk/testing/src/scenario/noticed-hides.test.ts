import { expect, test } from 'vitest'
import type { EditKind } from '../upstream/index.ts'
import { edit } from './arbitraries.ts'
import { noticedHides } from './noticed-hides.ts'
import type { Turn } from './turn.ts'

const turn = (edits: readonly EditKind[], during: readonly EditKind[] = [], census = false): Turn => ({
  edits: edits.map((kind) => edit(kind)),
  during: during.map((kind) => ({ request: 1, edit: edit(kind) })),
  census,
})

const told = (turns: readonly Turn[]): readonly string[] =>
  noticedHides(turns).map(({ edits, during, census }) =>
    [edits.map(({ kind }) => kind), during.map((one) => one.edit.kind), census ? 'census' : ''].join('|'),
  )

test('a hiding is noticed by the census of the next run, and shown again only after it', () => {
  expect(told([turn(['edit', 'hide', 'show']), turn(['show'], ['show'])])).toEqual([
    'edit,hide||census',
    'show|show|',
  ])
  expect(told([turn(['hide'], ['show', 'edit']), turn(['show'])])).toEqual(['hide|edit|census', 'show||'])
})

test('what is hidden within a run waits for the census of the next', () => {
  expect(told([turn([], ['hide', 'show'], true), turn(['show']), turn(['show'])])).toEqual([
    '|hide|census',
    '||census',
    'show||',
  ])
})

test('turns without hidings stay as they are', () => {
  const turns = [turn(['edit', 'show'], ['show']), turn(['create'], [], true)]
  expect(noticedHides(turns)).toEqual(turns)
})
