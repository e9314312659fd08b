import type { PlanLines, TaskLine } from './plan-data.ts'

/** A task is finished. */
export const done = { statusCategory: 'done' } as const

/** A task sums up others. */
export const summary = { summary: true } as const

/** One task. */
export const one = (task: TaskLine): PlanLines => ({ tasks: { a: task } })

/** So many tasks, each as the function makes it. */
export function many(count: number, task: (at: number) => TaskLine): PlanLines {
  const names = Array.from({ length: count }, (_, at) => `t${String(at + 1).padStart(2, '0')}`)
  return { tasks: Object.fromEntries(names.map((name, at) => [name, task(at)])) }
}

/** An approved analysis of the risks of a schedule, as the PMO keeps it. */
export const analysis = {
  id: 'a1',
  kind: 'schedule-risk-analysis',
  title: 'SRA',
  url: 'https://dms.example/1',
  state: 'approved',
  approvals: [],
  updated: '2027-02-01T09:00:00Z',
} as const
