import { workItem } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import type { TaskItem } from '../wire/task.ts'
import { toTaskRecords } from './task.ts'

const PLAN = 'PlanPlanPlanPlanPlanPlanPlan'

const item = (task: Partial<TaskItem['task']>, details: TaskItem['details'] = {}): TaskItem => ({
  task: { id: 'T1', planId: PLAN, title: 'A task', ...task },
  details,
  categories: {},
})

const mapped = (...given: Parameters<typeof item>) => {
  const [record] = toTaskRecords(item(...given), PLAN, undefined)
  return workItem.parse(record)
}

test.each([
  [0, 'Not started', 'todo'],
  [1, 'In progress', 'in_progress'],
  [50, 'In progress', 'in_progress'],
  [99, 'In progress', 'in_progress'],
  [100, 'Completed', 'done'],
] as const)('%i percent is "%s"', (percentComplete, status, statusCategory) => {
  expect(mapped({ percentComplete })).toMatchObject({ status, statusCategory, percentComplete })
})

test('a percentage that is none is left out with a warning', () => {
  expect(mapped({ percentComplete: 250 })).toMatchObject({
    statusCategory: 'done',
    warnings: ['The progress of 250 % is none and was left out.'],
  })
  expect(mapped({ percentComplete: 250 })).not.toHaveProperty('percentComplete')
})

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
  [4, 1],
  [5, 2],
  [7, 2],
  [8, 3],
  [10, 3],
])('the priority %i is %i of 4, and kept as it is', (number, priority) => {
  expect(mapped({ priority: number })).toMatchObject({ priority, nativePriority: String(number) })
})

test('days stay the days that Planner shows, instants are instants', () => {
  const record = mapped({
    startDateTime: '2026-03-01T10:00:00Z',
    dueDateTime: '2026-03-31T00:00:00Z',
    createdDateTime: '2026-01-05T09:00:00.1234567Z',
    completedDateTime: 'never',
  })
  expect(record).toMatchObject({
    plannedStart: '2026-03-01',
    due: '2026-03-31',
    created: '2026-01-05T09:00:00.123Z',
  })
  expect(record).not.toHaveProperty('finished')
})

test('removed and foreign entries of open types are nobody and nothing', () => {
  const records = toTaskRecords(
    item(
      { assignments: { '@odata.type': '#x', ada: {}, gone: null } },
      {
        checklist: { a: null, b: { title: 7 }, c: { title: 'Real', isChecked: 'yes' } },
        references: { 'https%3A//x%2Ey/%E0%A4%A': {}, 'https%3A//x%2Ey': { alias: '' } },
      },
    ),
    PLAN,
    undefined,
  )
  expect(records).toMatchObject([
    {
      kind: 'workItem',
      assignees: ['ada'],
      fields: {
        checklist: ['[ ] Real'],
        references: ['https://x.y', 'https%3A//x%2Ey/%E0%A4%A'],
      },
    },
    { kind: 'assignment', account: 'ada' },
  ])
})

test('a checklist is in the order of its hints, which sort by their characters', () => {
  const checklist = {
    a: { title: 'Third', orderHint: 'b' },
    b: { title: 'First', orderHint: 'Z' },
    c: { title: 'Second', orderHint: 'Za' },
  }
  expect(mapped({}, { checklist })).toMatchObject({
    fields: { checklist: ['[ ] First', '[ ] Second', '[ ] Third'] },
  })
})

test('a category without a name is called by its key', () => {
  const [record] = toTaskRecords(
    { ...item({}), categories: { category2: '', category9: 'Customer' } },
    PLAN,
    undefined,
  )
  expect(record).toMatchObject({ labels: ['Customer', 'category2'] })
})

test('a task has an address where its site is known', () => {
  const planner = { url: 'https://graph.microsoft.com', groups: [], plans: [], delta: false }
  const [known] = toTaskRecords(item({}), PLAN, planner)
  expect(known).toHaveProperty('url', `https://planner.cloud.microsoft/webui/plan/${PLAN}/view/board/task/T1`)
  const [national] = toTaskRecords(item({}), PLAN, { ...planner, url: 'https://graph.microsoft.us' })
  expect(national).not.toHaveProperty('url')
})
