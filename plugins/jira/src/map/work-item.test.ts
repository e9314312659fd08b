import { portfolioRecord } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toIssueRecords } from './issue.ts'

const context = { site: 'https://a.example', project: '10' }
const table = {
  epicLink: ['cf_epic'],
  flagged: ['cf_flag'],
  parentLink: ['cf_parent'],
  points: ['cf_points', 'cf_estimate'],
  startDate: ['cf_start'],
  targetEnd: ['cf_end'],
  targetStart: ['cf_target'],
  squad: ['cf_squad'],
}
const records = (fields: object, more: object = {}) =>
  toIssueRecords(
    {
      issue: { id: '1', key: 'WEB-1', fields: { updated: '2026-01-02T03:04:05.000+0100', ...fields } },
      fields: table,
    },
    { ...context, ...more },
  )
const item = (fields: object, more: object = {}) => records(fields, more)[0] as Record<string, unknown>

const cloud = {
  summary: 'Sign in fails',
  description: {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'See *this*' }] }],
  },
  issuetype: { id: '10001', name: 'Story', subtask: false, hierarchyLevel: 0 },
  project: { id: '77', key: 'WEB' },
  status: { id: '3', name: 'In Arbeit', statusCategory: { key: 'indeterminate' } },
  priority: { id: '2', name: 'Hoch' },
  assignee: { accountId: '5b-ada', displayName: 'Ada' },
  reporter: { accountId: '5b-bob' },
  labels: ['a', 'b'],
  components: [{ id: '1', name: 'Core' }],
  fixVersions: [
    { id: '100', name: '1.0' },
    { id: '101', name: '1.1' },
  ],
  parent: { id: '5', key: 'WEB-5', fields: { summary: 'Epic' } },
  created: '2026-01-01T00:00:00.000-0500',
  duedate: '2026-03-31',
  timeoriginalestimate: 3600,
  timetracking: { remainingEstimateSeconds: 1800, timeSpentSeconds: 90 },
  cf_points: 3,
  cf_start: '2026-02-01',
  cf_end: '2026-02-28',
  cf_flag: [{ id: '10019', value: 'Impediment' }],
  cf_squad: { value: 'Red', child: { value: 'Rose' } },
}

test('an issue of Cloud, whole', () => {
  expect(item(cloud)).toEqual({
    kind: 'workItem',
    ref: '1',
    container: '77',
    key: 'WEB-1',
    url: 'https://a.example/browse/WEB-1',
    type: 'story',
    nativeType: 'Story',
    level: 0,
    title: 'Sign in fails',
    description: String.raw`See \*this\*`,
    status: 'In Arbeit',
    statusCategory: 'in_progress',
    blocked: true,
    priority: 1,
    nativePriority: 'Hoch',
    assignees: ['5b-ada'],
    reporter: '5b-bob',
    labels: ['a', 'b'],
    components: ['Core'],
    parent: '5',
    milestone: '100',
    created: '2026-01-01T05:00:00.000Z',
    updated: '2026-01-02T02:04:05.000Z',
    due: '2026-03-31',
    plannedStart: '2026-02-01',
    plannedFinish: '2026-02-28',
    estimate: 60,
    remaining: 30,
    spent: 1.5,
    points: 3,
    fields: { squad: 'Red / Rose', fixVersions: ['100', '101'] },
  })
})

test('an issue of Data Center: wiki text, people by key, the epic by its key', () => {
  expect(
    item({
      summary: 'x',
      description: 'h2. Why\n*now*',
      issuetype: { name: 'Epic', subtask: false },
      status: { name: 'Open', statusCategory: { key: 'new' } },
      assignee: { key: 'JIRAUSER10100', name: 'ada' },
      cf_epic: 'WEB-9',
      cf_estimate: 5,
      flagged: true,
    }),
  ).toMatchObject({
    description: '## Why\n\n**now**',
    type: 'epic',
    level: 1,
    assignees: ['JIRAUSER10100'],
    parent: { key: 'WEB-9' },
    points: 5,
    blocked: true,
    container: '10',
  })
})

test.each([
  ['done', 'Done', undefined, 'done'],
  ['done', 'Closed', "Won't Do", 'cancelled'],
  ['done', 'Closed', 'Won’t fix', 'cancelled'],
  ['done', 'Closed', 'Duplicate', 'cancelled'],
  ['done', 'Closed', 'Fixed', 'done'],
  ['indeterminate', 'Review', "Won't Do", 'in_progress'],
  ['done', 'Cancelled', undefined, 'cancelled'],
  ['done', 'Rejected', 'Done', 'cancelled'],
  ['new', 'Cancelled', undefined, 'todo'],
  ['indeterminate', 'Review', 'Fixed', 'in_progress'],
])('category %s, status %s, resolution %s: %s', (key, name, resolution, expected) => {
  const status = { name, statusCategory: { key } }
  expect(item({ status, ...(resolution && { resolution: { name: resolution } }) })['statusCategory']).toBe(
    expected,
  )
})

test('a status without a category counts as not begun, and the record says so', () => {
  expect(item({ status: { name: 'Odd', statusCategory: { key: 'undefined' } } })).toMatchObject({
    status: 'Odd',
    statusCategory: 'todo',
    warnings: ['The status "Odd" has no category that this version knows; it counts as not begun.'],
  })
})

test.each([
  [{ name: 'Sous-tâche', subtask: true }, 'subtask', -1],
  [{ name: 'Bug', subtask: false, hierarchyLevel: -1 }, 'subtask', -1],
  [{ name: 'Initiative', subtask: false, hierarchyLevel: 2 }, 'epic', 2],
  [{ name: 'Spike', subtask: false }, 'other', 0],
  [{ name: 'constructor' }, 'other', 0],
])('type %j', (issuetype, type, level) => {
  expect(item({ issuetype })).toMatchObject({ type, level })
})

test('a parent is found on every level, and by its key where its project is not read', () => {
  expect(item({ parent: { id: '5', key: 'FAR-5' } }, { projects: ['WEB'] })['parent']).toEqual({
    key: 'FAR-5',
  })
  expect(item({ parent: { id: '5', key: 'FAR-5' } }, { projects: ['WEB', 'FAR'] })['parent']).toBe('5')
  // Where the config names projects by number, the item's own is known by its key all the same.
  expect(item({ parent: { id: '5', key: 'WEB-5' } }, { projects: ['10'] })['parent']).toBe('5')
  expect(item({ cf_parent: { data: { id: 8, key: 'WEB-8' } } })['parent']).toBe('8')
  expect(item({ cf_epic: null, cf_parent: 'WEB-8' })['parent']).toEqual({ key: 'WEB-8' })
})

test('a date is none where no calendar has it, and points are none where they are no number', () => {
  const odd = item({ duedate: '2026-02-30', cf_start: 'soon', cf_points: 'many', resolutiondate: '?' })
  for (const field of ['due', 'plannedStart', 'points', 'finished']) expect(odd).not.toHaveProperty(field)
  expect(odd['warnings']).toContain('The field cf_points (points) has a value of a form that is not known.')
})

test('what every object inherits is no value of a field', () => {
  const issue = { id: '1', key: 'WEB-1', fields: { updated: '' } }
  const [found] = toIssueRecords({ issue, fields: { odd: ['constructor', 'toString'] } }, context)
  expect(found).not.toHaveProperty('fields')
  expect(found?.warnings).toEqual([expect.stringContaining('has no category')])
})

test('an end of work is only told of what is done', () => {
  const resolutiondate = '2026-01-05T00:00:00.000+0000'
  const status = (key: string) => ({ name: key, statusCategory: { key } })
  expect(item({ status: status('done'), resolutiondate })['finished']).toBe('2026-01-05T00:00:00.000Z')
  expect(item({ status: status('new'), resolutiondate })).not.toHaveProperty('finished')
})

const link = (id: string, outward: string, ends: object) => ({
  id,
  type: { name: 'X', inward: 'in', outward },
  ...ends,
})
const near = { id: '2', key: 'WEB-2' }

test.each([
  ['blocks', 'blocks', '1', '2'],
  ['depends on', 'blocks', '2', '1'],
  ['is blocked by', 'blocks', '2', '1'],
  ['has to be done before', 'FS', '1', '2'],
  ['duplicates', 'duplicates', '1', '2'],
  ['clones', 'relates', '1', '2'],
  ['relates to', 'relates', '1', '2'],
])('a link outward "%s" is %s from %s to %s', (outward, type, from, to) => {
  const [, edge] = records({ issuelinks: [link('9', outward, { outwardIssue: near })] })
  expect(edge).toEqual({ kind: 'dependency', ref: '9', from, to, type, nativeType: outward })
})

test('a link is told by one end: the other one only where the first is not read', () => {
  const far = { id: '3', key: 'FAR-3' }
  const issuelinks = [link('1', 'blocks', { inwardIssue: near }), link('2', 'blocks', { inwardIssue: far })]
  expect(records({ issuelinks })).toHaveLength(1)
  const [, edge, ...rest] = records({ issuelinks }, { projects: ['WEB'] })
  expect(edge).toMatchObject({ ref: '2', from: { key: 'FAR-3' }, to: '1', external: true })
  expect(rest).toEqual([])
})

test('whatever the fields hold, the records are valid and the item is there', () => {
  const names = [...Object.keys(cloud), 'issuelinks', 'resolution', 'resolutiondate', '__proto__', 'cf_epic']
  const anything = fc.anything({ withBigInt: true, maxDepth: 3 })
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 8 }), (fields) => {
      const found = records(fields)
      for (const record of found) expect(portfolioRecord.safeParse(record).error).toBeUndefined()
      expect(found[0]).toMatchObject({ kind: 'workItem', ref: '1' })
    }),
    { numRuns: 500 },
  )
})

test('hostile history harms nothing either', () => {
  const anything = fc.anything({ withBigInt: true, maxDepth: 3 })
  const entry = fc.record(
    {
      id: fc.oneof(fc.string(), fc.integer()),
      created: fc.oneof(fc.constant('2026-01-01T00:00:00Z'), anything),
      author: anything,
      items: fc.array(
        fc.record(
          {
            field: fc.constantFrom('Sprint', 'status', 'labels', 'duedate', '__proto__'),
            from: anything,
            fromString: anything,
            to: anything,
            toString: anything,
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (histories) => {
      const issue = { id: '1', key: 'WEB-1', fields: { updated: '' } }
      for (const record of toIssueRecords({ issue, fields: {}, histories }, context))
        expect(portfolioRecord.safeParse(record).error).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})
