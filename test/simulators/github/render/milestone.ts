import type { JsonObject } from '../../common/json.ts'
import { fullNameOf } from '../state/lookup.ts'
import type { Label, Milestone, Repository } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { renderActor, textOf } from './account.ts'

interface Counts {
  readonly revision: number
  readonly open: Map<number, number>
  readonly closed: Map<number, number>
}

/** Counting the members of a milestone for each of its issues would be quadratic. */
const countsByRepository = new WeakMap<Repository, Counts>()

const countsOf = (repository: Repository): Counts => {
  const known = countsByRepository.get(repository)
  if (known?.revision === repository.revision) return known
  const counts: Counts = { revision: repository.revision, open: new Map(), closed: new Map() }
  for (const issue of repository.issues.values()) {
    if (issue.milestone === null || issue.hidden) continue
    const side = issue.state === 'open' ? counts.open : counts.closed
    side.set(issue.milestone, (side.get(issue.milestone) ?? 0) + 1)
  }
  countsByRepository.set(repository, counts)
  return counts
}

/** How much of a milestone is done, 0 to 1: the share of its members that are closed. */
export const shareClosed = (repository: Repository, { number }: Milestone): number => {
  const { open, closed } = countsOf(repository)
  const done = closed.get(number) ?? 0
  return done === 0 ? 0 : done / (done + (open.get(number) ?? 0))
}

export const renderMilestone = (world: World, repository: Repository, milestone: Milestone): JsonObject => {
  if (milestone.recorded !== undefined && textOf(milestone.recorded, 'updated_at') === milestone.updatedAt)
    return milestone.recorded
  const { api, html } = world.addresses
  const fullName = fullNameOf(repository)
  const self = `${api}/repos/${fullName}/milestones/${milestone.number}`
  const counts = countsOf(repository)
  return {
    url: self,
    html_url: `${html}/${fullName}/milestone/${milestone.number}`,
    labels_url: `${self}/labels`,
    id: milestone.id,
    node_id: milestone.nodeId,
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    creator: renderActor(world, milestone.creator),
    open_issues: counts.open.get(milestone.number) ?? 0,
    closed_issues: counts.closed.get(milestone.number) ?? 0,
    state: milestone.state,
    created_at: milestone.createdAt,
    updated_at: milestone.updatedAt,
    due_on: milestone.dueOn,
    closed_at: milestone.closedAt,
  }
}

export const renderLabel = (world: World, repository: Repository, label: Label): JsonObject => ({
  id: label.id,
  node_id: label.nodeId,
  url: `${world.addresses.api}/repos/${fullNameOf(repository)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  color: label.color,
  default: label.isDefault,
  description: label.description,
})
