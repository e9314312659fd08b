import { announceLabel, announceMilestone } from './announcements.ts'
import { EditError } from './edit-error.ts'
import { fullNameOf, labelNamed, milestoneAt } from './lookup.ts'
import type { Label, Milestone, Repository } from './model.ts'
import { recordEvent } from './timeline.ts'
import { presentOf, type World } from './world.ts'

const labelAt = (repository: Repository, name: string): Label => {
  const label = labelNamed(repository, name)
  if (label === undefined) throw new EditError(`${fullNameOf(repository)} has no label "${name}".`, 404)
  return label
}

const share = (world: World, repository: Repository): void => {
  repository.revision++
  repository.sharedRevision++
  world.revision++
}

export interface LabelEdit {
  readonly name?: string
  readonly color?: string
  readonly description?: string | null
  readonly actor: string
}

/** Renames or recolours a label. Issues that carry it show the change without a new `updated_at`. */
export const editLabel = (world: World, repository: Repository, name: string, edit: LabelEdit): void => {
  const label = labelAt(repository, name)
  const former = label.name
  if (edit.name !== undefined) label.name = edit.name
  if (edit.color !== undefined) label.color = edit.color
  if (edit.description !== undefined) label.description = edit.description
  share(world, repository)
  const changes = former === label.name ? {} : { name: { from: former } }
  announceLabel(world, repository, { action: 'edited', label, sender: edit.actor, extra: { changes } })
}

/** Deletes a label and takes it off its issues, without events and without a new `updated_at`. */
export const deleteLabel = (world: World, repository: Repository, name: string, actor: string): void => {
  const label = labelAt(repository, name)
  announceLabel(world, repository, { action: 'deleted', label, sender: actor })
  repository.labels = repository.labels.filter((candidate) => candidate !== label)
  for (const issue of repository.issues.values()) {
    if (!issue.labels.includes(label.id)) continue
    issue.labels = issue.labels.filter((id) => id !== label.id)
    issue.touched = true
  }
  share(world, repository)
}

export interface MilestoneEdit {
  readonly title?: string
  readonly description?: string | null
  readonly dueOn?: string | null
  readonly state?: 'open' | 'closed'
  readonly actor: string
}

/** Edits a milestone. Its issues show the change without a new `updated_at`. */
export const editMilestone = (
  world: World,
  repository: Repository,
  number: number,
  edit: MilestoneEdit,
): Milestone => {
  const milestone = milestoneAt(repository, number)
  const formerTitle = milestone.title
  const formerState = milestone.state
  if (edit.title !== undefined) milestone.title = edit.title
  if (edit.description !== undefined) milestone.description = edit.description
  if (edit.dueOn !== undefined) milestone.dueOn = edit.dueOn
  if (edit.state !== undefined && edit.state !== formerState) {
    milestone.state = edit.state
    milestone.closedAt = edit.state === 'closed' ? presentOf(world) : null
  }
  milestone.updatedAt = presentOf(world)
  touchMembers(repository, number)
  share(world, repository)
  const action =
    milestone.state === formerState ? 'edited' : milestone.state === 'closed' ? 'closed' : 'opened'
  const changes = formerTitle === milestone.title ? {} : { title: { from: formerTitle } }
  const extra = action === 'edited' ? { changes } : {}
  announceMilestone(world, repository, { action, milestone, sender: edit.actor, extra })
  return milestone
}

/** Deletes a milestone; its issues lose it with an event but without a new `updated_at`. */
export const deleteMilestone = (
  world: World,
  repository: Repository,
  number: number,
  actor: string,
): void => {
  const milestone = milestoneAt(repository, number)
  announceMilestone(world, repository, { action: 'deleted', milestone, sender: actor })
  touchMembers(repository, number)
  repository.milestones.delete(number)
  for (const issue of repository.issues.values()) {
    if (issue.milestone !== number) continue
    issue.milestone = null
    recordEvent(world, {
      issue,
      kind: 'demilestoned',
      actor,
      detail: { milestone: { title: milestone.title } },
    })
  }
  share(world, repository)
}

const touchMembers = (repository: Repository, milestone: number): void => {
  for (const issue of repository.issues.values()) if (issue.milestone === milestone) issue.touched = true
}
