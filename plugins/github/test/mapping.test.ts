import { parseJson, portfolioRecord } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { toChange } from '../src/map/change.ts'
import { toIssueRecords } from '../src/map/issue.ts'
import { toMilestone } from '../src/map/milestone.ts'
import { EventItem } from '../src/wire/event.ts'
import { IssueItem } from '../src/wire/issue.ts'
import { Milestone } from '../src/wire/milestone.ts'

const api = 'https://api.github.com/repos'

const row = (repository: string, number: number, id: number | bigint = number) => ({
  id,
  number,
  title: `Issue ${number}`,
  url: `${api}/${repository}/issues/${number}`,
  repository_url: `${api}/${repository}`,
  html_url: `https://github.com/${repository}/issues/${number}`,
})

const issue = (more: object = {}) => ({
  ...row('acme/web', 12, 120),
  state: 'open',
  updated_at: '2026-01-05T09:00:00Z',
  ...more,
})

const mapped = (item: object, repositories = ['acme/web', 'acme/app']) =>
  toIssueRecords(IssueItem.parse(item), { repositories, pullRequests: false }, '1').map((record) =>
    portfolioRecord.parse(record),
  )

test('an edge belongs to the blocked issue; the blocking one speaks only for repositories nobody reads', () => {
  const records = mapped({
    issue: issue(),
    blockedBy: [row('acme/web', 3), row('acme/app', 4), row('other/lib', 5)],
    blocking: [row('acme/app', 6), row('other/lib', 7)],
  })
  expect(records.filter(({ kind }) => kind === 'dependency')).toEqual([
    expect.objectContaining({ ref: 'blocked_by:3:120', from: '3', to: '120', type: 'blocks' }),
    expect.objectContaining({
      ref: 'blocked_by:4:120',
      from: expect.objectContaining({ key: 'acme/app#4' }),
    }),
    expect.objectContaining({
      ref: 'blocked_by:5:120',
      external: true,
      from: { key: 'other/lib#5', title: 'Issue 5', url: 'https://github.com/other/lib/issues/5' },
    }),
    expect.objectContaining({ ref: 'blocking:120:7', from: '120', external: true }),
  ])
})

test('a parent that only an address names is a key with its page', () => {
  expect(mapped({ issue: issue({ parent_issue_url: `${api}/acme/app/issues/2` }) })[0]).toMatchObject({
    parent: { key: 'acme/app#2', url: 'https://github.com/acme/app/issues/2' },
  })
})

test('states, reasons and types fall into the model; the words stay', () => {
  const of = (more: object) => mapped({ issue: issue(more) })[0]
  expect(of({ type: { id: 1, name: 'Bug' } })).toMatchObject({
    type: 'bug',
    nativeType: 'Bug',
    statusCategory: 'todo',
  })
  expect(of({ type: { id: 1, name: 'Spike' } })).toMatchObject({ type: 'other', nativeType: 'Spike' })
  expect(of({ state: 'closed', state_reason: 'completed' })).toMatchObject({
    statusCategory: 'done',
    resolution: 'completed',
  })
  expect(of({ state: 'closed', state_reason: 'not_planned' })).toMatchObject({ statusCategory: 'cancelled' })
  expect(of({ state: 'closed', state_reason: 'duplicate' })).toMatchObject({ statusCategory: 'cancelled' })
  expect(of({ state: 'paused' })).toMatchObject({
    status: 'paused',
    warnings: [expect.stringContaining('paused')],
  })
})

test('fields of the organization keep their values; those with a known name are the model’s, too', () => {
  const field = (id: number, name: string, type: string, value: unknown, more: object = {}) => ({
    issue_field_id: id,
    issue_field_name: name,
    data_type: type,
    value,
    ...more,
  })
  const values = [
    field(1, 'Start date', 'date', '2026-02-01'),
    field(2, 'Target date', 'date', '2026-03-01'),
    field(3, 'Priority', 'single_select', 7, { single_select_option: { id: 7, name: 'High' } }),
    field(4, 'Story points', 'number', 3.5),
    field(5, 'Teams', 'multi_select', null, { multi_select_options: [{ id: 1, name: 'Red' }] }),
    field(6, 'Empty', 'text', null),
  ]
  expect(mapped({ issue: issue({ issue_field_values: values }) })[0]).toMatchObject({
    plannedStart: '2026-02-01',
    due: '2026-03-01',
    priority: 1,
    nativePriority: 'High',
    points: 3.5,
    fields: { 'issue_field:1': '2026-02-01', 'issue_field:5': ['Red'] },
  })
})

test('an id beyond 2^53 keeps its digits, a deleted account is nobody', () => {
  const wire = JSON.stringify({ issue: issue({ user: null, assignees: [null] }) }).replace(
    ':120,',
    ':9007199254740993,',
  )
  expect(mapped(parseJson(wire) as object)[0]).toMatchObject({ ref: '9007199254740993', assignees: [] })
})

test('a milestone is due on the day that was chosen, whatever the zone', () => {
  const milestone = Milestone.parse({
    id: 1,
    number: 1,
    title: 'M',
    state: 'open',
    url: 'u',
    due_on: '2026-03-31T07:00:00Z',
  })
  expect(toMilestone(milestone, '1')).toMatchObject({ due: '2026-03-31' })
})

test('an event that does not tell its value only happened', () => {
  const change = (event: object) =>
    toChange(
      EventItem.parse({ event: { id: 1, created_at: '2026-01-05T09:00:00Z', issue: { id: 9 }, ...event } }),
    )
  expect(change({ event: 'labeled', label: { name: 'bug' } })).toMatchObject({
    field: 'labels',
    effect: 'add',
    to: 'bug',
  })
  expect(change({ event: 'assigned', assignee: null })).toMatchObject({ field: 'assigned', effect: 'event' })
  expect(change({ event: 'constructor' })).toMatchObject({ field: 'constructor', effect: 'event' })
  expect(change({ event: 'closed', issue: null })).toBeUndefined()
})
