import type { PortfolioData, Sourced, WorkItem } from '@headless-pmo/sdk'

const open = { status: 'In progress', statusCategory: 'in_progress' } as const

function workItem(ref: string, fields: Partial<WorkItem>): Sourced<WorkItem> {
  return {
    connection: 'tracker',
    project: 'harbour',
    kind: 'workItem',
    ref,
    container: 'harbour',
    type: 'task',
    title: `Task ${ref}`,
    ...open,
    ...fields,
  }
}

/** A portfolio of one project, as it stands on 2027-03-01. */
function harbour(...records: readonly Sourced[]): PortfolioData {
  return { projects: [{ id: 'harbour', title: 'Harbour' }], records }
}

/** Something is late in it. */
export const lateHarbour = harbour(
  workItem('1', { due: '2027-02-01' }),
  workItem('2', { due: '2027-02-26' }),
  workItem('3', { due: '2027-02-01', status: 'Done', statusCategory: 'done' }),
  workItem('4', {}),
)

/** Nothing is late in it, or not by more than three days. */
export const punctualHarbour = harbour(
  workItem('1', { due: '2027-03-15' }),
  workItem('2', { due: '2027-02-26' }),
  workItem('3', { due: '2027-02-01', status: 'Done', statusCategory: 'done' }),
)
