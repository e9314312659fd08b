import type { RecordInput } from '@headless-pmo/sdk'
import type { Issue } from './wire.ts'

/** What the tracker's states mean in the four that every tracker's fall into. */
const CATEGORIES: Readonly<Record<string, 'todo' | 'in_progress' | 'done' | 'cancelled'>> = {
  open: 'todo',
  started: 'in_progress',
  done: 'done',
  dropped: 'cancelled',
}

/** An issue as a work item. What it does not understand it keeps verbatim, and says so in a warning. */
export function toWorkItem(issue: Issue): RecordInput {
  const category = Object.hasOwn(CATEGORIES, issue.state) ? CATEGORIES[issue.state] : undefined
  return {
    kind: 'workItem',
    ref: issue.id,
    key: issue.key,
    container: { key: issue.team },
    type: 'task',
    title: issue.title,
    status: issue.state,
    statusCategory: category ?? 'todo',
    created: issue.createdAt,
    updated: issue.updatedAt,
    ...(issue.url != null && { url: issue.url }),
    ...(issue.dueOn != null && { due: issue.dueOn }),
    ...(issue.assignee != null && { assignees: [{ key: issue.assignee }] }),
    ...(category === undefined && { warnings: [`The state "${issue.state}" is not known; taken as to do.`] }),
  }
}
