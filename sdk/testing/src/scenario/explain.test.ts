import { describe, expect, test } from 'vitest'
import type { StateRecord } from '../host/index.ts'
import { edit } from './arbitraries.ts'
import { compareStates, explain, showDifferences } from './explain.ts'
import { Story } from './story.ts'

const record = (ref: string, title: string, more: Partial<StateRecord> = {}): StateRecord => ({
  stream: 'issues',
  item: ref,
  kind: 'workItem',
  ref,
  text: `{"title":"${title}"}`,
  data: {
    kind: 'workItem',
    ref,
    container: 'c',
    type: 'task',
    title,
    status: 'open',
    statusCategory: 'todo',
  },
  ...more,
})

const at = Date.UTC(2026, 0, 5, 9)

function story(): Story {
  const told = new Story()
  told.edited({ edit: edit('create'), applied: { stream: 'issues', ref: '1' }, at })
  told.edited({ edit: edit('edit'), applied: { stream: 'issues', ref: '2' }, at })
  told.edited({
    edit: edit('edit'),
    applied: { stream: 'issues', ref: '3' },
    at: at + 1000,
    during: { run: 1, request: 2 },
  })
  told.edited({ edit: edit('delete'), applied: { stream: 'issues', ref: '4' }, at: at + 2000 })
  told.edited({ edit: edit('move'), applied: { stream: 'issues', ref: '5', movedTo: '6' }, at: at + 3000 })
  return told
}

describe('what a difference means', () => {
  test.each([
    ['1', 'Edit #1 (create issues 1) was never read; your cursor skipped it.'],
    ['2', 'Edit #2 (edit issues 2) fell on the same instant as edit #1; your cursor skipped it.'],
    ['3', 'Edit #3 (edit issues 3) fell before the answer to request 2 of run 1; your cursor skipped it.'],
    ['6', 'Edit #5 (move issues 5 to 6) was never read; your cursor skipped it.'],
    ['9', 'The workItem 9 of issues is missing.'],
  ])('%s is missing', (ref, sentence) => {
    const [difference] = compareStates([], [record(ref, 'x')], {})
    expect(difference === undefined ? '' : explain(difference, story())).toBe(sentence)
  })

  test('what should have gone names the edit that took it away', () => {
    const [difference] = compareStates([record('4', 'x')], [], {})
    expect(difference === undefined ? '' : explain(difference, story())).toBe(
      'Edit #4 (delete issues 4) took it away; your plugin still has the workItem 4 of issues.',
    )
  })

  test('what only the fresh sync lacks is not called gone', () => {
    const [difference] = compareStates([record('1', 'x')], [], {})
    expect(difference === undefined ? '' : explain(difference, story())).toBe(
      'Edit #1 (create issues 1) left it there; a fresh sync from the start does not find the workItem 1 of issues, the sync before it did.',
    )
  })
})

test('tombstones are no difference, other contents are, and only so many are shown', () => {
  expect(compareStates([record('1', 'a', { gone: 'deleted' })], [], {})).toEqual([])
  expect(showDifferences(compareStates([record('1', 'a')], [record('1', 'b')], {}))).toEqual([
    'differs: workItem 1 of issues is {"title":"a"}, should be {"title":"b"}',
  ])
  const many = Array.from({ length: 9 }, (_, index) => record(String(index), 'x'))
  expect(showDifferences(compareStates([], many, {})).at(-1)).toBe('… and 4 more')
})

test('the story is told line by line', () => {
  expect(story().lines).toEqual([
    'edit #1: create issues 1 at 09:00:00',
    'edit #2: edit issues 2 at the same instant as edit #1',
    'edit #3: edit issues 3 at 09:00:01, before the answer to request 2 of run 1',
    'edit #4: delete issues 4 at 09:00:02',
    'edit #5: move issues 5 to 6 at 09:00:03',
  ])
})
