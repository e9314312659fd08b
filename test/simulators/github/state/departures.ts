import { announceIssue } from './announcements.ts'
import { EditError } from './edit-error.ts'
import { fullNameOf, labelNamed, repositoryOf } from './lookup.ts'
import type { Issue, Repository } from './model.ts'
import { addLabel } from './repositories.ts'
import { recordEvent } from './timeline.ts'
import { refreshIssue, refreshMilestone, refreshRelatives, touchIssue } from './touch.ts'
import { presentOf, type World } from './world.ts'

const withdraw = (world: World, issue: Issue): Repository => {
  const repository = repositoryOf(world, issue)
  refreshRelatives(world, issue)
  refreshMilestone(world, issue)
  repository.issues.delete(issue.number)
  repository.events = repository.events.filter((event) => event.issueId !== issue.id)
  repository.revision++
  world.revision++
  return repository
}

/** Deletes for good: the number answers 410, relations to others end without an event, as at GitHub. */
export const deleteIssue = (world: World, issue: Issue, edit: { readonly actor: string }): void => {
  announceIssue(world, issue, { action: 'deleted', sender: edit.actor })
  const repository = withdraw(world, issue)
  repository.departed.set(issue.number, { kind: 'deleted', issue })
  const drop = (ids: number[]): number[] => ids.filter((id) => id !== issue.id)
  for (const id of [...issue.subIssues, ...issue.blockedBy, ...issue.blocking, issue.parent ?? 0]) {
    const relative = world.issues.get(id)
    if (relative === undefined) continue
    relative.subIssues = drop(relative.subIssues)
    relative.blockedBy = drop(relative.blockedBy)
    relative.blocking = drop(relative.blocking)
    if (relative.parent === issue.id) relative.parent = null
  }
  issue.parent = null
  issue.subIssues = []
  issue.blockedBy = []
  issue.blocking = []
  for (const project of world.projects)
    project.items = project.items.filter((item) => item.issueId !== issue.id)
  world.issues.delete(issue.id)
}

/** Undoes a deletion, under the same id and number (GitHub's support can do so). */
export const recreateIssue = (world: World, repository: Repository, number: number): Issue => {
  const departed = repository.departed.get(number)
  if (departed?.kind !== 'deleted')
    throw new EditError(`${fullNameOf(repository)}#${number} was not deleted.`, 404)
  repository.departed.delete(number)
  repository.issues.set(number, departed.issue)
  world.issues.set(departed.issue.id, departed.issue)
  repository.events = [
    ...repository.events,
    ...departed.issue.events.filter((event) => event.kind !== 'commented'),
  ]
  repository.events.sort((left, right) => left.id - right.id)
  refreshMilestone(world, departed.issue)
  touchIssue(world, departed.issue)
  return departed.issue
}

/**
 * Moves an issue to another repository. The new issue has a new id and number; the old number answers 301.
 * Labels and the milestone survive where the target has them by name; comments, assignees, relations go along.
 */
export const transferIssue = (
  world: World,
  issue: Issue,
  edit: { readonly to: Repository; readonly actor: string },
): Issue => {
  const from = repositoryOf(world, issue)
  if (edit.to === from) throw new EditError(`#${issue.number} is in ${fullNameOf(from)} already.`)
  if (issue.pull !== null) throw new EditError('A pull request cannot be transferred.')
  if (edit.to.archived) throw new EditError(`${fullNameOf(edit.to)} is archived and takes no issues.`, 403)
  if (from.private !== edit.to.private && from.private)
    throw new EditError('An issue of a private repository cannot move to a public one.')
  const moved = copyOf(world, issue, edit.to)
  announceIssue(world, issue, {
    action: 'transferred',
    sender: edit.actor,
    movedTo: moved,
  })
  withdraw(world, issue)
  from.departed.set(issue.number, { kind: 'moved', issueId: moved.id })
  world.successors.set(issue.id, moved.id)
  world.issues.delete(issue.id)
  relink(world, issue, moved)
  for (const project of world.projects)
    for (const item of project.items) if (item.issueId === issue.id) item.issueId = moved.id
  recordEvent(world, { issue: moved, kind: 'transferred', actor: edit.actor })
  touchIssue(world, moved)
  refreshRelatives(world, moved)
  return moved
}

const copyOf = (world: World, issue: Issue, target: Repository): Issue => {
  const from = repositoryOf(world, issue)
  const id = world.nextId('issue')
  const number = target.nextNumber++
  const labels = issue.labels.flatMap((labelId) => {
    const label = from.labels.find((candidate) => candidate.id === labelId)
    return label === undefined
      ? []
      : [(labelNamed(target, label.name) ?? addLabel(world, target, labelSeedOf(label))).id]
  })
  const title = issue.milestone === null ? undefined : from.milestones.get(issue.milestone)?.title
  const milestone = [...target.milestones.values()].find((candidate) => candidate.title === title)
  const sameOwner = from.owner.toLowerCase() === target.owner.toLowerCase()
  const { recorded: _recorded, ...rest } = issue
  const moved: Issue = {
    ...rest,
    id,
    nodeId: world.nodeId('issue', id),
    number,
    repositoryId: target.id,
    labels,
    milestone: milestone?.number ?? null,
    type: sameOwner ? issue.type : null,
    fieldValues: sameOwner ? new Map(issue.fieldValues) : new Map(),
    comments: [...issue.comments],
    events: issue.events.map((event) => ({ ...event, issueId: id })),
    updatedAt: presentOf(world),
    touched: true,
    rendered: null,
  }
  target.issues.set(number, moved)
  target.events = [...target.events, ...moved.events.filter((event) => event.kind !== 'commented')]
  target.events.sort((left, right) => left.id - right.id)
  world.issues.set(id, moved)
  target.revision++
  target.sharedRevision++
  return moved
}

const labelSeedOf = (label: {
  readonly name: string
  readonly color: string
}): { name: string; color: string } => ({
  name: label.name,
  color: label.color,
})

const relink = (world: World, former: Issue, moved: Issue): void => {
  const swap = (ids: number[]): number[] => ids.map((id) => (id === former.id ? moved.id : id))
  for (const id of [...moved.subIssues, ...moved.blockedBy, ...moved.blocking, moved.parent ?? 0]) {
    const relative = world.issues.get(id)
    if (relative === undefined) continue
    relative.subIssues = swap(relative.subIssues)
    relative.blockedBy = swap(relative.blockedBy)
    relative.blocking = swap(relative.blocking)
    if (relative.parent === former.id) relative.parent = moved.id
  }
}

/** Takes the caller's access to one issue away, or gives it back; `updated_at` stays as it was. */
export const setIssueHidden = (world: World, issue: Issue, hidden: boolean): void => {
  issue.hidden = hidden
  refreshIssue(world, issue)
  refreshRelatives(world, issue)
  refreshMilestone(world, issue)
}
