import type { HistoryItem, IndexDocument, JiraIssue } from './model.ts'
import { homeOf } from './lookup.ts'
import type { World } from './world.ts'

/** Whether the caller may see the issue. Archived ones are seen by id, not by search. */
export const isVisible = (world: World, issue: JiraIssue): boolean => {
  if (issue.deleted || issue.hidden) return false
  const project = homeOf(world, issue)
  return !project.deleted && !project.hidden
}

/** Whether search finds it, once the index knows of it. */
export const isListed = (world: World, issue: JiraIssue): boolean =>
  isVisible(world, issue) && !issue.archived && !homeOf(world, issue).archived

export const documentOf = (issue: JiraIssue): IndexDocument => ({
  id: issue.id,
  key: issue.key,
  formerKeys: [...issue.formerKeys],
  projectId: issue.projectId,
  typeId: issue.typeId,
  statusId: issue.statusId,
  priorityId: issue.priorityId,
  resolutionId: issue.resolutionId,
  parentId: issue.parentId,
  assignee: issue.assignee,
  reporter: issue.reporter,
  labels: issue.labels,
  componentIds: issue.componentIds,
  fixVersionIds: issue.fixVersionIds,
  sprintIds: issue.sprintIds,
  summary: issue.summary,
  dueDate: issue.dueDate,
  created: issue.created,
  updated: issue.updated,
  resolved: issue.resolved,
  rank: issue.rank,
})

/** Tells the index what the issue looks like now; search learns of it after the lag. */
export const reindex = (world: World, issue: JiraIssue): void => {
  const now = world.clock.now()
  const entry = { from: now, document: isListed(world, issue) ? documentOf(issue) : null }
  world.revision++
  if (world.indexLagMs === 0) {
    issue.index = [entry]
    return
  }
  const known = now - world.indexLagMs
  const firstNeeded = issue.index.findLastIndex(({ from }) => from <= known)
  issue.index = [...issue.index.slice(Math.max(0, firstNeeded)), entry]
}

/** Everything of a project enters or leaves search. */
export const reindexProject = (world: World, projectId: string): void => {
  for (const issue of world.issues.values()) if (issue.projectId === projectId) reindex(world, issue)
  world.revision++
}

/** What search knows of the issue now. */
export const indexed = (world: World, issue: JiraIssue): IndexDocument | null => {
  if (world.indexLagMs === 0) return issue.index.at(-1)?.document ?? null
  const known = world.clock.now() - world.indexLagMs
  return issue.index.findLast(({ from }) => from <= known)?.document ?? null
}

export interface Touched {
  readonly by: string
  readonly items?: readonly HistoryItem[]
  /** Default `jira:issue_updated`; null announces nothing. */
  readonly event?: string | null
}

/** Moves `updated`, writes the changelog, tells the index and the webhooks. */
export const touch = (world: World, issue: JiraIssue, { by, items = [], event }: Touched): void => {
  const now = world.clock.now()
  issue.updated = now
  if (items.length > 0) issue.histories.push({ id: world.nextId('history'), author: by, at: now, items })
  reindex(world, issue)
  if (event !== null) world.announce({ event: event ?? 'jira:issue_updated', issue, by })
}
