import { describe, expect, test } from 'vitest'
import { judged } from '../test-support/judged.ts'
import type { TaskLine } from '../test-support/plan-data.ts'

/** How many tasks a rule counts beside one plain task. */
function counted(task: TaskLine, params: object = {}): number | undefined {
  const { figure } = judged('dcma.hard-constraints', { tasks: { a: {}, b: task } }, { params: { ...params } })
  return (figure?.whole ?? 0) - 1
}

describe('what counts as a task', () => {
  test.each<[string, number, TaskLine, object?]>([
    ['a task', 1, {}],
    ['a milestone', 1, { isMilestone: true }],
    ['a milestone, where they do not count', 0, { isMilestone: true }, { milestones: false }],
    ['a milestone by its type, where they do not count', 0, { type: 'milestone' }, { milestones: false }],
    ['a summary by the schedule', 0, { dates: { summary: true } }],
    ['a summary by its tracker', 0, { summary: true }],
    ['none by the schedule, whatever its tracker says', 1, { summary: true, dates: { summary: false } }],
    ['inactive', 0, { active: false }],
    ['active', 1, { active: true }],
    ['cancelled', 0, { statusCategory: 'cancelled' }],
    ['a pull request', 0, { type: 'pull_request' }],
    ['done', 0, { statusCategory: 'done' }],
    ['finished', 0, { finished: '2027-02-01' }],
    ['in progress', 1, { statusCategory: 'in_progress' }],
    ['level of effort by a label', 0, { labels: ['ops', 'loe'] }],
    ['other labels', 1, { labels: ['ops'] }],
    ['an inserted project', 0, { fields: { SubprojectName: 'dock.mpp' } }],
    ['an inserted project by a flag', 0, { fields: { IsSubproject: true } }],
    ['other fields', 1, { fields: { team: 'Core' } }],
    ['by a label of the house', 0, { labels: ['x'] }, { leaveOut: ['x'] }],
    ['the usual label, where the house has another', 1, { labels: ['loe'] }, { leaveOut: ['x'] }],
    ...([false, 0, '', 'No', 'no', 'false', '0'] as const).map((value): [string, number, TaskLine] => [
      `a field that says ${JSON.stringify(value)}`,
      1,
      { fields: { IsSubproject: value } },
    ]),
    ...([true, 1, 'Yes', 'x', ['a']] as const).map((value): [string, number, TaskLine] => [
      `a field that says ${JSON.stringify(value)}`,
      0,
      { fields: { IsSubproject: typeof value === 'object' ? [...value] : value } },
    ]),
  ])('%s', (_, count, task, params) => {
    expect(counted(task, params)).toBe(count)
  })

  test('what has tasks below it sums them up', () => {
    const { figure } = judged('dcma.hard-constraints', { tasks: { a: {}, b: { parent: 'a' } } })
    expect(figure?.whole).toBe(1)
  })
})
