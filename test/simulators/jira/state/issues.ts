import type { JsonObject } from '../../common/json.ts'
import { homeOf } from './lookup.ts'
import type { JiraIssue, JiraProject } from './model.ts'
import type { World } from './world.ts'

export interface NewIssue {
  readonly typeId: string
  readonly statusId: string
  readonly priorityId: string | null
  readonly summary: string
  readonly creator: string
  readonly created: number
  /** A recorded issue brings its own id, key and payload. */
  readonly recorded?: { readonly id: string; readonly key: string; readonly payload: JsonObject }
}

const RANK_WIDTH = 6

/** A bare issue at the next number of the project. The caller fills it and calls `reindex`. */
export const addIssue = (world: World, project: JiraProject, seed: NewIssue): JiraIssue => {
  const id = seed.recorded?.id ?? world.nextId('issue')
  const key = seed.recorded?.key ?? `${project.key}-${project.nextNumber++}`
  const issue: JiraIssue = {
    id,
    key,
    formerKeys: [],
    projectId: project.id,
    typeId: seed.typeId,
    statusId: seed.statusId,
    priorityId: seed.priorityId,
    resolutionId: null,
    parentId: null,
    summary: seed.summary,
    description: null,
    environment: null,
    assignee: null,
    reporter: seed.creator,
    creator: seed.creator,
    labels: [],
    componentIds: [],
    fixVersionIds: [],
    affectsVersionIds: [],
    sprintIds: [],
    dueDate: null,
    originalEstimate: null,
    remainingEstimate: null,
    values: new Map(),
    rank: `0|i${Number(id).toString(36).padStart(RANK_WIDTH, '0')}:`,
    created: seed.created,
    updated: seed.created,
    resolved: null,
    categoryChangedAt: seed.created,
    histories: [],
    comments: [],
    worklogs: [],
    remoteLinks: [],
    linkIds: [],
    childIds: [],
    archived: false,
    deleted: false,
    hidden: false,
    index: [],
    ...(seed.recorded === undefined ? {} : { recorded: seed.recorded.payload }),
  }
  world.issues.set(id, issue)
  world.issueKeys.set(key, issue)
  return issue
}

/** Gives the issue a new key in its project; the old one still leads here. */
export const rekey = (world: World, issue: JiraIssue): void => {
  const project = homeOf(world, issue)
  issue.formerKeys.push(issue.key)
  issue.key = `${project.key}-${project.nextNumber++}`
  world.issueKeys.set(issue.key, issue)
}

export const setParent = (world: World, issue: JiraIssue, parentId: string | null): void => {
  const old = issue.parentId === null ? undefined : world.issues.get(issue.parentId)
  if (old !== undefined) old.childIds = old.childIds.filter((id) => id !== issue.id)
  issue.parentId = parentId
  if (parentId !== null) world.issues.get(parentId)?.childIds.push(issue.id)
}
