import type { PortfolioData, Sourced, WorkItem } from '@headless-pmo/sdk'

function item(ref: string, fields: Partial<WorkItem>): Sourced<WorkItem> {
  return {
    connection: 'tracker',
    project: 'harbour',
    kind: 'workItem',
    ref,
    container: 'harbour',
    type: 'task',
    title: `Task ${ref}`,
    status: 'In progress',
    statusCategory: 'in_progress',
    ...fields,
  }
}

const harbour = (...records: readonly Sourced[]): PortfolioData => ({
  projects: [{ id: 'harbour', title: 'Harbour' }],
  records,
})

/** Something in it is in progress and nobody's. */
export const withoutOwner = harbour(item('1', {}), item('2', { assignees: ['ada'] }))

/** Everything in it is as it should be. */
export const withOwners = harbour(
  item('1', { assignees: ['ada'] }),
  item('2', { status: 'Open', statusCategory: 'todo' }),
  item('3', { type: 'subtask' }),
)
