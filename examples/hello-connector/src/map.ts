import type { RecordInput } from '@headless-pmo/sdk'
import type { Issue } from './wire.ts'

const CATEGORIES = { Open: 'todo', 'In progress': 'in_progress', Closed: 'done' } as const
const isKnown = (state: string): state is keyof typeof CATEGORIES => Object.hasOwn(CATEGORIES, state)

/** Pure: the same issue always gives the same record. */
export function toWorkItem(issue: Issue, team: string): RecordInput {
  const { id, title, state, assignee, created_at, updated_at } = issue
  return {
    kind: 'workItem',
    ref: id,
    container: team,
    key: `${team}-${id}`,
    type: 'task',
    title,
    status: state,
    statusCategory: isKnown(state) ? CATEGORIES[state] : 'todo',
    ...(assignee == null ? {} : { assignees: [assignee] }),
    created: created_at,
    updated: updated_at,
    ...(isKnown(state) ? {} : { warnings: [`The state "${state}" is not known; it counts as to do.`] }),
  }
}
