import type { JsonObject } from '../../common/json.ts'
import { announceIssue } from './announcements.ts'
import { EditError } from './edit-error.ts'
import { fullNameOf, labelNamed, milestoneAt, repositoryOf } from './lookup.ts'
import type { Comment, Issue, PullRequestPart, Repository, StateReason } from './model.ts'
import { addLabel } from './repositories.ts'
import { ensureAccount } from './people.ts'
import { recordEvent } from './timeline.ts'
import { refreshMilestone, refreshRelatives, touchByRelation, touchIssue } from './touch.ts'
import { presentOf, type World } from './world.ts'

export interface IssueSeed {
  readonly title: string
  readonly number?: number
  readonly id?: number
  readonly nodeId?: string
  readonly body?: string | null
  readonly author?: string | null
  readonly authorAssociation?: string
  readonly labels?: readonly string[]
  readonly assignees?: readonly string[]
  readonly milestone?: number | null
  readonly type?: string | null
  readonly pull?: boolean | { readonly draft?: boolean; readonly id?: number; readonly nodeId?: string }
  readonly createdAt?: string
  readonly recorded?: JsonObject
}

/** Opens an issue or pull request, with the events GitHub writes for what it is born with. */
export const createIssue = (world: World, repository: Repository, seed: IssueSeed): Issue => {
  if (repository.archived)
    throw new EditError(`${fullNameOf(repository)} is archived and takes no issues.`, 403)
  const id = seed.id ?? world.nextId('issue')
  const number = seed.number ?? repository.nextNumber
  if (repository.issues.has(number) || repository.departed.has(number))
    throw new EditError(`#${number} is taken in ${fullNameOf(repository)}.`)
  repository.nextNumber = Math.max(repository.nextNumber, number + 1)
  const author = seed.author === undefined ? repository.owner : seed.author
  if (author !== null) ensureAccount(world, author)
  const createdAt = seed.createdAt ?? presentOf(world)
  const pull = pullPart(world, seed)
  const issue: Issue = {
    id,
    nodeId: seed.nodeId ?? pull?.nodeId ?? world.nodeId('issue', id),
    number,
    repositoryId: repository.id,
    title: seed.title,
    body: seed.body ?? null,
    state: 'open',
    stateReason: null,
    author,
    authorAssociation: seed.authorAssociation ?? 'MEMBER',
    labels: [],
    assignees: [],
    milestone: null,
    type: null,
    locked: false,
    lockReason: null,
    comments: [],
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    closedBy: null,
    pull,
    parent: null,
    subIssues: [],
    blockedBy: [],
    blocking: [],
    fieldValues: new Map(),
    events: [],
    hidden: false,
    ...(seed.recorded === undefined ? {} : { recorded: seed.recorded }),
    touched: false,
    rendered: null,
  }
  repository.issues.set(number, issue)
  world.issues.set(id, issue)
  repository.revision++
  world.revision++
  const at = createdAt
  for (const name of seed.labels ?? []) attachLabel(world, { issue, name, actor: author, at })
  for (const login of seed.assignees ?? []) attachAssignee(world, { issue, login, actor: author, at })
  if (seed.milestone !== undefined && seed.milestone !== null) {
    issue.milestone = milestoneAt(repository, seed.milestone).number
    recordEvent(world, {
      issue,
      kind: 'milestoned',
      actor: author,
      at,
      detail: milestoneDetail(repository, issue),
    })
    refreshMilestone(world, issue)
  }
  if (seed.type !== undefined && seed.type !== null) {
    issue.type = issueTypeNamed(world, repository, seed.type)
    recordEvent(world, {
      issue,
      kind: 'issue_type_added',
      actor: author,
      at,
      detail: { issueType: issue.type },
    })
  }
  announceIssue(world, issue, { action: 'opened', sender: author ?? repository.owner })
  return issue
}

const pullPart = (world: World, seed: IssueSeed): PullRequestPart | null => {
  if (seed.pull === undefined || seed.pull === false) return null
  const given = seed.pull === true ? {} : seed.pull
  const id = given.id ?? world.nextId('pull')
  return { id, nodeId: given.nodeId ?? world.nodeId('pull', id), draft: given.draft ?? false, mergedAt: null }
}

const milestoneDetail = (repository: Repository, issue: Issue): { milestone: { title: string } } => ({
  milestone: { title: issue.milestone === null ? '' : milestoneAt(repository, issue.milestone).title },
})

const issueTypeNamed = (world: World, repository: Repository, name: string): number => {
  const types = world.organizations.get(repository.owner.toLowerCase())?.issueTypes ?? []
  const type = types.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
  if (type === undefined) throw new EditError(`${repository.owner} has no issue type "${name}".`)
  return type.id
}

interface Attachment {
  readonly issue: Issue
  readonly actor: string | null
  readonly at?: string
}

const attachLabel = (world: World, change: Attachment & { readonly name: string }): boolean => {
  const repository = repositoryOf(world, change.issue)
  const label = labelNamed(repository, change.name) ?? addLabel(world, repository, { name: change.name })
  if (change.issue.labels.includes(label.id)) return false
  change.issue.labels.push(label.id)
  const detail = { label: { name: label.name, color: label.color } }
  recordEvent(world, { ...change, kind: 'labeled', detail })
  return true
}

const attachAssignee = (world: World, change: Attachment & { readonly login: string }): boolean => {
  const { login } = ensureAccount(world, change.login)
  const repository = repositoryOf(world, change.issue)
  if (!repository.assignees.includes(login)) repository.assignees.push(login)
  if (change.issue.assignees.includes(login)) return false
  change.issue.assignees.push(login)
  recordEvent(world, { ...change, kind: 'assigned', detail: { assignee: login } })
  return true
}

export interface TextEdit {
  readonly title?: string
  readonly body?: string | null
}

/** Changes title or body. Only a new title leaves an event; a new body moves `updated_at` and nothing else. */
export const editIssue = (world: World, issue: Issue, edit: TextEdit & { readonly actor: string }): void => {
  const before = { title: issue.title, body: issue.body }
  if (edit.title !== undefined && edit.title !== issue.title) {
    recordEvent(world, {
      issue,
      kind: 'renamed',
      actor: edit.actor,
      detail: { rename: { from: issue.title, to: edit.title } },
    })
    issue.title = edit.title
  }
  if (edit.body !== undefined) issue.body = edit.body
  touchIssue(world, issue)
  const changes = {
    ...(before.title === issue.title ? {} : { title: { from: before.title } }),
    ...(before.body === issue.body ? {} : { body: { from: before.body ?? '' } }),
  }
  announceIssue(world, issue, { action: 'edited', sender: edit.actor, extra: { changes } })
}

export const closeIssue = (
  world: World,
  issue: Issue,
  edit: { readonly actor: string; readonly reason?: StateReason; readonly merge?: boolean },
): void => {
  if (issue.state === 'closed') return
  issue.state = 'closed'
  issue.stateReason = issue.pull === null ? (edit.reason ?? 'completed') : null
  issue.closedAt = presentOf(world)
  issue.closedBy = ensureAccount(world, edit.actor).login
  if (issue.pull !== null && edit.merge === true) {
    issue.pull.mergedAt = issue.closedAt
    recordEvent(world, { issue, kind: 'merged', actor: edit.actor })
  }
  recordEvent(world, { issue, kind: 'closed', actor: edit.actor, detail: { stateReason: issue.stateReason } })
  finishStateChange(world, issue, { action: 'closed', actor: edit.actor })
}

export const reopenIssue = (world: World, issue: Issue, edit: { readonly actor: string }): void => {
  if (issue.state === 'open') return
  if (issue.pull?.mergedAt)
    throw new EditError(`Pull request #${issue.number} is merged and cannot be reopened.`)
  issue.state = 'open'
  issue.stateReason = issue.pull === null ? 'reopened' : null
  issue.closedAt = null
  issue.closedBy = null
  recordEvent(world, { issue, kind: 'reopened', actor: edit.actor, detail: { stateReason: null } })
  finishStateChange(world, issue, { action: 'reopened', actor: edit.actor })
}

const finishStateChange = (world: World, issue: Issue, change: { action: string; actor: string }): void => {
  touchIssue(world, issue)
  refreshRelatives(world, issue)
  refreshMilestone(world, issue)
  announceIssue(world, issue, { action: change.action, sender: change.actor })
}

export const labelIssue = (world: World, issue: Issue, edit: { name: string; actor: string }): void => {
  if (!attachLabel(world, { issue, ...edit })) return
  touchIssue(world, issue)
  announceIssue(world, issue, { action: 'labeled', sender: edit.actor, label: edit.name })
}

export const unlabelIssue = (world: World, issue: Issue, edit: { name: string; actor: string }): void => {
  const label = labelNamed(repositoryOf(world, issue), edit.name)
  if (label === undefined || !issue.labels.includes(label.id)) return
  issue.labels = issue.labels.filter((id) => id !== label.id)
  recordEvent(world, {
    issue,
    kind: 'unlabeled',
    actor: edit.actor,
    detail: { label: { name: label.name, color: label.color } },
  })
  touchIssue(world, issue)
  announceIssue(world, issue, { action: 'unlabeled', sender: edit.actor, label: edit.name })
}

export const assignIssue = (world: World, issue: Issue, edit: { login: string; actor: string }): void => {
  if (!attachAssignee(world, { issue, ...edit })) return
  touchIssue(world, issue)
  announceIssue(world, issue, { action: 'assigned', sender: edit.actor, assignee: edit.login })
}

export const unassignIssue = (world: World, issue: Issue, edit: { login: string; actor: string }): void => {
  const { login } = ensureAccount(world, edit.login)
  if (!issue.assignees.includes(login)) return
  issue.assignees = issue.assignees.filter((candidate) => candidate !== login)
  recordEvent(world, { issue, kind: 'unassigned', actor: edit.actor, detail: { assignee: login } })
  touchIssue(world, issue)
  announceIssue(world, issue, { action: 'unassigned', sender: edit.actor, assignee: login })
}

export const setMilestone = (
  world: World,
  issue: Issue,
  edit: { readonly milestone: number | null; readonly actor: string },
): void => {
  const repository = repositoryOf(world, issue)
  if (edit.milestone === issue.milestone) return
  if (edit.milestone !== null) milestoneAt(repository, edit.milestone)
  if (issue.milestone !== null) {
    const detail = milestoneDetail(repository, issue)
    recordEvent(world, { issue, kind: 'demilestoned', actor: edit.actor, detail })
  }
  const former = issue.milestone
  issue.milestone = edit.milestone
  if (edit.milestone !== null) {
    const detail = milestoneDetail(repository, issue)
    recordEvent(world, { issue, kind: 'milestoned', actor: edit.actor, detail })
  }
  repository.sharedRevision++
  touchByRelation(world, issue)
  const about = { sender: edit.actor, milestone: edit.milestone ?? former }
  announceIssue(world, issue, { action: edit.milestone === null ? 'demilestoned' : 'milestoned', ...about })
}

export const setIssueType = (
  world: World,
  issue: Issue,
  edit: { readonly type: string | null; readonly actor: string },
): void => {
  const next = edit.type === null ? null : issueTypeNamed(world, repositoryOf(world, issue), edit.type)
  const former = issue.type
  if (next === former) return
  issue.type = next
  const detail = {
    ...(next === null ? {} : { issueType: next }),
    ...(former === null ? {} : { previousIssueType: former }),
  }
  const kind =
    next === null ? 'issue_type_removed' : former === null ? 'issue_type_added' : 'issue_type_changed'
  recordEvent(world, { issue, kind, actor: edit.actor, detail })
  touchIssue(world, issue)
  const type = next ?? former
  if (type !== null)
    announceIssue(world, issue, { action: next === null ? 'untyped' : 'typed', sender: edit.actor, type })
}

/** Sets or clears (null) one of the organisation's issue fields. */
export const setFieldValue = (
  world: World,
  issue: Issue,
  edit: { readonly field: string; readonly value: string | number | null },
): void => {
  const organization = world.organizations.get(repositoryOf(world, issue).owner.toLowerCase())
  const field = organization?.issueFields.find((candidate) => candidate.name === edit.field)
  if (field === undefined)
    throw new EditError(`There is no issue field "${edit.field}" for #${issue.number}.`)
  if (field.dataType === 'single_select' && edit.value !== null)
    if (!field.options.some((option) => option.name === edit.value))
      throw new EditError(`"${edit.value}" is no option of the issue field "${edit.field}".`)
  if (edit.value === null) issue.fieldValues.delete(field.id)
  else issue.fieldValues.set(field.id, edit.value)
  touchIssue(world, issue)
}

export const lockIssue = (
  world: World,
  issue: Issue,
  edit: { reason: string | null; actor: string },
): void => {
  issue.locked = true
  issue.lockReason = edit.reason
  recordEvent(world, { issue, kind: 'locked', actor: edit.actor, detail: { lockReason: edit.reason } })
  touchIssue(world, issue)
  announceIssue(world, issue, { action: 'locked', sender: edit.actor })
}

export const unlockIssue = (world: World, issue: Issue, edit: { actor: string }): void => {
  issue.locked = false
  issue.lockReason = null
  recordEvent(world, { issue, kind: 'unlocked', actor: edit.actor, detail: { lockReason: null } })
  touchIssue(world, issue)
  announceIssue(world, issue, { action: 'unlocked', sender: edit.actor })
}

export const commentOnIssue = (
  world: World,
  issue: Issue,
  edit: { body: string; actor: string },
): Comment => {
  const id = world.nextId('comment')
  const now = presentOf(world)
  const author = ensureAccount(world, edit.actor).login
  const nodeId = world.nodeId('comment', id)
  const comment: Comment = { id, nodeId, author, body: edit.body, createdAt: now, updatedAt: now }
  issue.comments.push(comment)
  recordEvent(world, { issue, kind: 'commented', actor: author, detail: { comment: id } })
  touchIssue(world, issue)
  return comment
}
