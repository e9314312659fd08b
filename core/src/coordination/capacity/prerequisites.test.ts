import { expect, test } from 'vitest'
import { prerequisitesOf } from './prerequisites.ts'

test('what cannot be measured says what there is none of', () => {
  const none = { open: [], nodes: [], busy: [], projects: [], statusTime: 0 }
  expect(prerequisitesOf(none).map(({ state, action }) => [state, action])).toEqual([
    ['unknown', 'There are no open items that it could be measured on.'],
    ['unknown', 'There are no open items with a date that it could be measured on.'],
    ['unknown', 'There are no open items that it could be measured on.'],
    ['unknown', 'There are no people with work that it could be measured on.'],
    ['unknown', 'There are no people with work that it could be measured on.'],
    ['unknown', 'There are no projects that it could be measured on.'],
  ])
})
