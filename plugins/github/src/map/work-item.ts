import type { RecordInput } from '@headless-pmo/sdk'
import { issueKeyOf, issuePageOf } from '../names.ts'
import type { Issue } from '../wire/issue.ts'
import { issueFieldsOf } from './issue-fields.ts'

type WorkItem = Extract<RecordInput, { kind: 'workItem' }>

const TYPES: Readonly<Record<string, WorkItem['type']>> = {
  bug: 'bug',
  epic: 'epic',
  feature: 'feature',
  request: 'request',
  story: 'story',
  'sub-task': 'subtask',
  subtask: 'subtask',
  task: 'task',
  'user story': 'story',
}

/**
 * An issue or pull request as a work item. Counters that the payload shows (sub-issues done, open blockers)
 * are left out: they change without a new `updated_at`, so what is stored of them would be stale.
 */
export function toWorkItem(issue: Issue, repository: string): WorkItem {
  const pull = issue.pull_request ?? undefined
  const { state, warning } = stateOf(issue)
  const { warnings, ...fields } = issueFieldsOf(issue.issue_field_values ?? [])
  const notes = [...(warning === undefined ? [] : [warning]), ...warnings]
  const parent = issue.parent_issue_url ? referenceTo(issue.parent_issue_url) : undefined
  return {
    kind: 'workItem',
    ref: String(issue.id),
    container: repository,
    key: issueKeyOf(issue.url) ?? `#${issue.number}`,
    type: pull === undefined ? (TYPES[issue.type?.name.toLowerCase() ?? ''] ?? 'other') : 'pull_request',
    ...(issue.type ? { nativeType: issue.type.name } : {}),
    title: issue.title,
    ...(issue.body ? { description: issue.body } : {}),
    status: issue.state,
    ...state,
    ...(issue.assignees
      ? {
          assignees: issue.assignees.flatMap((assignee) => (assignee === null ? [] : [String(assignee.id)])),
        }
      : {}),
    ...(issue.user ? { reporter: String(issue.user.id) } : {}),
    ...(issue.labels ? { labels: labelsOf(issue.labels) } : {}),
    ...(parent === undefined ? {} : { parent }),
    ...(issue.milestone ? { milestone: String(issue.milestone.id) } : {}),
    ...(issue.created_at ? { created: issue.created_at } : {}),
    updated: issue.updated_at,
    ...(issue.closed_at ? { finished: issue.closed_at } : {}),
    ...(issue.locked ? { locked: true } : {}),
    ...(issue.html_url ? { url: issue.html_url } : {}),
    ...fields,
    ...(notes.length === 0 ? {} : { warnings: notes }),
  }
}

/** Points at an issue of which only the API address is known. */
function referenceTo(url: string): WorkItem['parent'] {
  const key = issueKeyOf(url)
  const page = issuePageOf(url)
  return key === undefined ? undefined : { key, ...(page === undefined ? {} : { url: page }) }
}

interface State {
  readonly state: Pick<WorkItem, 'statusCategory' | 'resolution'>
  readonly warning?: string
}

/** GitHub knows open and closed alone. That work on an open issue has begun, only a project's status tells. */
function stateOf(issue: Issue): State {
  if (issue.state === 'open') return { state: { statusCategory: 'todo' } }
  if (issue.state !== 'closed') {
    return {
      state: { statusCategory: 'todo' },
      warning: `The state "${issue.state}" is not one that this version knows; it counts as not begun.`,
    }
  }
  if (issue.pull_request) {
    return issue.pull_request.merged_at
      ? { state: { statusCategory: 'done', resolution: 'merged' } }
      : { state: { statusCategory: 'cancelled', resolution: 'closed' } }
  }
  const reason = issue.state_reason ?? undefined
  const cancelled = reason === 'not_planned' || reason === 'duplicate'
  return {
    state: {
      statusCategory: cancelled ? 'cancelled' : 'done',
      ...(reason === undefined ? {} : { resolution: reason }),
    },
  }
}

function labelsOf(labels: NonNullable<Issue['labels']>): string[] {
  return labels.flatMap((label) => {
    const name = typeof label === 'string' ? label : label.name
    return name ? [name] : []
  })
}
