import { expect, test } from 'vitest'
import type { Milestone, Placement, WorkItem } from '@headless-pmo/sdk'
import { composeItem } from './compose-item.ts'

const item = (more: Partial<WorkItem> = {}): WorkItem => ({
  kind: 'workItem',
  ref: 'i1',
  container: 'repo',
  type: 'task',
  title: 'Item',
  status: 'open',
  statusCategory: 'todo',
  ...more,
})
const placement = (ref: string, container: string, more: Partial<Placement> = {}): Placement => ({
  kind: 'placement',
  ref,
  container,
  item: 'i1',
  ...more,
})
const milestone: Milestone = {
  kind: 'milestone',
  ref: 'm1',
  container: 'repo',
  name: 'v1',
  state: 'open',
  due: '2024-06-30',
}

test('the item’s own value comes first', () => {
  const placements = [placement('p1', 'board', { start: '2024-01-09', target: '2024-02-09' })]
  const own = item({ plannedStart: '2024-01-01', due: '2024-02-01' })
  expect(composeItem({ item: own, placements, milestone })).toEqual({
    plannedStart: { value: '2024-01-01', from: { kind: 'workItem', ref: 'i1' } },
    plannedFinish: { value: '2024-02-09', from: { kind: 'placement', ref: 'p1' } },
    due: { value: '2024-02-01', from: { kind: 'workItem', ref: 'i1' } },
  })
})

test('then the first board that has the value, whatever order boards come in', () => {
  const placements = [
    placement('p3', 'b', { status: 'Doing', iteration: 'it2', target: '2024-03-01' }),
    placement('p1', 'a', { archived: true, status: 'Old' }),
    placement('p2', 'a', { iteration: 'it1' }),
  ]
  const expected = {
    plannedFinish: { value: '2024-03-01', from: { kind: 'placement', ref: 'p3' } },
    due: { value: '2024-03-01', from: { kind: 'placement', ref: 'p3' } },
    iteration: { value: 'it1', from: { kind: 'placement', ref: 'p2' } },
    boardStatus: { value: 'Doing', from: { kind: 'placement', ref: 'p3' } },
  }
  expect(composeItem({ item: item(), placements, milestone })).toEqual(expected)
  expect(composeItem({ item: item(), placements: placements.toReversed(), milestone })).toEqual(expected)
})

test('then the milestone; and where nobody knows, nothing is made up', () => {
  const due = { value: '2024-06-30', from: { kind: 'milestone', ref: 'm1' } }
  expect(composeItem({ item: item(), placements: [], milestone })).toEqual({ due })
  expect(composeItem({ item: item(), placements: [] })).toEqual({})
})

test('an instant on a board is a planned finish, not a due day', () => {
  const placements = [placement('p1', 'board', { target: '2024-03-01T10:00:00Z' })]
  expect(composeItem({ item: item(), placements })).toEqual({
    plannedFinish: { value: '2024-03-01T10:00:00Z', from: { kind: 'placement', ref: 'p1' } },
  })
})
