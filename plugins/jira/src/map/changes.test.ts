import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'
import { linesOf } from './histories.ts'

const fields = {
  points: ['customfield_1', 'customfield_2'],
  sprint: ['customfield_3'],
  team: ['customfield_4'],
}
const issue = { id: '1', key: 'A-1', fields: { updated: '2026-01-01T00:00:00.000+0000' } }
const history = (items: readonly object[], more: object = {}) => ({
  id: '9',
  created: '2026-02-03T10:15:00.000+0100',
  author: { accountId: 'ada' },
  items,
  ...more,
})
const changes = (...items: readonly object[]) => changesOf({ issue, fields }, linesOf([history(items)]))

test.each([
  [
    { field: 'status', fieldId: 'status', from: '1', fromString: 'To Do', to: '3', toString: 'In Progress' },
    { field: 'status', from: 'To Do', to: 'In Progress', effect: 'set' },
  ],
  [
    { field: 'assignee', fieldId: 'assignee', from: null, fromString: null, to: '5b', toString: 'Ada L' },
    { field: 'assignees', to: '5b', effect: 'set' },
  ],
  [
    { field: 'timeoriginalestimate', from: '3600', fromString: '3600', to: '5400', toString: '5400' },
    { field: 'estimate', from: 60, to: 90, effect: 'set' },
  ],
  [
    { field: 'duedate', from: '2026-03-01', fromString: '2026-03-01 00:00:00.0', to: null, toString: null },
    { field: 'due', from: '2026-03-01', effect: 'set' },
  ],
  [
    { field: 'labels', from: '', fromString: 'a b', to: '', toString: 'a b c' },
    { field: 'labels', from: ['a', 'b'], to: ['a', 'b', 'c'], effect: 'set' },
  ],
  [
    { field: 'Fix Version', fieldId: 'fixVersions', from: null, fromString: null, to: '10', toString: '1.0' },
    { field: 'milestone', to: '10', effect: 'add' },
  ],
  [
    { field: 'Component', from: '4', fromString: 'Core', to: null, toString: null },
    { field: 'components', from: 'Core', effect: 'remove' },
  ],
  [
    {
      field: 'Story Points',
      fieldId: 'customfield_2',
      from: null,
      fromString: null,
      to: null,
      toString: '2.5',
    },
    { field: 'points', to: 2.5, effect: 'set' },
  ],
  [
    {
      field: 'Sprint',
      fieldId: 'customfield_3',
      from: '1',
      fromString: 'S1',
      to: '1, 2',
      toString: 'S1, S2',
    },
    { field: 'iteration', from: ['1'], to: ['1', '2'], effect: 'set' },
  ],
  [
    { field: 'Epic Link', from: '7', fromString: 'A-7', to: '8', toString: 'A-8' },
    { field: 'parent', from: '7', to: '8', effect: 'set' },
  ],
  [
    { field: 'IssueParentAssociation', from: null, fromString: null, to: 8, toString: 'A-8' },
    { field: 'parent', to: '8', effect: 'set' },
  ],
  [
    { field: 'Flagged', from: '', fromString: '', to: '[10019]', toString: 'Impediment' },
    { field: 'blocked', from: false, to: true, effect: 'set' },
  ],
  [
    { field: 'Squad', fieldId: 'customfield_4', from: '1', fromString: 'Red', to: '2', toString: 'Blue' },
    { field: 'fields.team', from: 'Red', to: 'Blue', effect: 'set' },
  ],
  [
    { field: 'description', fromString: 'long', toString: 'longer' },
    { field: 'description', effect: 'set' },
  ],
  [
    { field: 'Rank', fieldId: 'customfield_9', from: '', to: '' },
    { field: 'Rank', effect: 'event' },
  ],
  [{ field: 'constructor' }, { field: 'constructor', effect: 'event' }],
])('a line of the changelog: %j', (item, expected) => {
  const [change] = changes(item)
  expect(change).toEqual({
    kind: 'change',
    ref: `9:${'fieldId' in item ? item.fieldId : item.field}`,
    item: '1',
    at: '2026-02-03T09:15:00.000Z',
    by: 'ada',
    ...expected,
  })
})

test('times are read in every form that Jira gives, and sorted by them', () => {
  const entries = [
    '2026-02-03T10:15:00.000+0100',
    1_770_110_100_001,
    '1770110100002',
    '2026-02-03T09:15:00.003Z',
  ].map((created, index) =>
    history([{ field: 'status', toString: `s${index}` }], { id: String(20 - index), created }),
  )
  const found = changesOf({ issue, fields: {} }, linesOf(entries.toReversed()))
  expect(found.map((change) => ('at' in change ? change.at : ''))).toEqual(
    [0, 1, 2, 3].map((ms) => `2026-02-03T09:15:00.00${ms}Z`),
  )
})

test('two lines of one field in one entry are two records', () => {
  const found = changes(
    { field: 'Link', to: 'A-2', toString: 'blocks A-2' },
    { field: 'Link', to: 'A-3', toString: 'blocks A-3' },
  )
  expect(found.map(({ ref }) => ref)).toEqual(['9:Link', '9:Link:2'])
  expect(found).toMatchObject([
    { field: 'dependency', to: 'blocks A-2', effect: 'add' },
    { to: 'blocks A-3' },
  ])
})

test('an entry without a time tells nothing, one without a person tells the rest', () => {
  const item = { field: 'status', toString: 'Done' }
  expect(changesOf({ issue, fields }, linesOf([history([item], { created: 'yesterday' })]))).toEqual([])
  expect(changesOf({ issue, fields }, linesOf([history([item], { author: null })]))[0]).not.toHaveProperty(
    'by',
  )
})
