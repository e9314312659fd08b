import type { Edit } from '@headless-pmo/simulators/github'

const REST_KINDS = [
  'createIssue',
  'editIssue',
  'closeIssue',
  'reopenIssue',
  'setMilestone',
  'addLabel',
  'removeLabel',
  'assign',
  'unassign',
  'lockIssue',
  'unlockIssue',
  'comment',
  'createLabel',
  'editLabel',
  'deleteLabel',
  'createMilestone',
  'editMilestone',
  'deleteMilestone',
  'renameRepo',
] as const

/** The edits that emulate has requests for. */
export type RestEdit = Extract<Edit, { readonly kind: (typeof REST_KINDS)[number] }>

export function isRestEdit(edit: Edit): edit is RestEdit {
  return REST_KINDS.some((kind) => kind === edit.kind)
}

interface Write {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: unknown
}

/** The REST requests that do what an edit says. */
export function emulateRequests(edit: RestEdit): readonly Write[] {
  const issue = 'number' in edit ? `/repos/${edit.repo}/issues/${edit.number}` : ''
  const patch = (body: unknown): readonly Write[] => [{ method: 'PATCH', path: issue, body }]
  switch (edit.kind) {
    case 'createIssue': {
      const { title, body, labels, assignees, milestone } = edit
      if (edit.pull === true) {
        const from = title.replaceAll(/\W+/g, '-').toLowerCase()
        const pull = { title, body, head: from, base: 'main' }
        return [{ method: 'POST', path: `/repos/${edit.repo}/pulls`, body: pull }]
      }
      const fields = { title, body, labels, assignees, milestone }
      return [{ method: 'POST', path: `/repos/${edit.repo}/issues`, body: fields }]
    }
    case 'editIssue':
      return patch({ title: edit.title, body: edit.body })
    case 'closeIssue':
      return patch({ state: 'closed', state_reason: edit.reason })
    case 'reopenIssue':
      return patch({ state: 'open' })
    case 'setMilestone':
      return patch({ milestone: edit.milestone })
    case 'addLabel':
      return [{ method: 'POST', path: `${issue}/labels`, body: { labels: [edit.label] } }]
    case 'removeLabel':
      return [{ method: 'DELETE', path: `${issue}/labels/${encodeURIComponent(edit.label)}` }]
    case 'assign':
      return [{ method: 'POST', path: `${issue}/assignees`, body: { assignees: [edit.login] } }]
    case 'unassign':
      return [{ method: 'DELETE', path: `${issue}/assignees`, body: { assignees: [edit.login] } }]
    case 'lockIssue':
      return [{ method: 'PUT', path: `${issue}/lock`, body: { lock_reason: edit.reason } }]
    case 'unlockIssue':
      return [{ method: 'DELETE', path: `${issue}/lock` }]
    case 'comment':
      return [{ method: 'POST', path: `${issue}/comments`, body: { body: edit.body } }]
    case 'createLabel': {
      const label = { name: edit.name, color: edit.color }
      return [{ method: 'POST', path: `/repos/${edit.repo}/labels`, body: label }]
    }
    case 'editLabel': {
      const label = { new_name: edit.name, color: edit.color, description: edit.description }
      return [{ method: 'PATCH', path: labelPath(edit), body: label }]
    }
    case 'deleteLabel':
      return [{ method: 'DELETE', path: labelPath(edit) }]
    case 'createMilestone': {
      const { title, description, dueOn } = edit
      const milestone = { title, description, due_on: dueOn }
      return [{ method: 'POST', path: `/repos/${edit.repo}/milestones`, body: milestone }]
    }
    case 'editMilestone': {
      const { title, description, dueOn, state } = edit
      const milestone = { title, description, due_on: dueOn, state }
      return [{ method: 'PATCH', path: milestonePath(edit), body: milestone }]
    }
    case 'deleteMilestone':
      return [{ method: 'DELETE', path: milestonePath(edit) }]
    case 'renameRepo':
      return [{ method: 'PATCH', path: `/repos/${edit.repo}`, body: { name: edit.to } }]
  }
  throw new Error(`There is no request for ${String(edit satisfies never)}.`)
}

const labelPath = ({ repo, label }: { repo: string; label: string }): string =>
  `/repos/${repo}/labels/${encodeURIComponent(label)}`

const milestonePath = ({ repo, milestone }: { repo: string; milestone: number }): string =>
  `/repos/${repo}/milestones/${milestone}`
