import { EditError } from '../state/edit-error.ts'
import { addIssue, rekey, setParent } from '../state/issues.ts'
import { homeOf, issueOf, priorityOf, projectOf, sprintOf, statusIn, typeIn } from '../state/lookup.ts'
import type { HistoryItem, JiraIssue, JiraStatus } from '../state/model.ts'
import { reindex, touch } from '../state/touch.ts'
import type { World } from '../state/world.ts'
import { change, setContent, setSprints } from './changes.ts'
import type { EditOf, EditOutcome } from './edit.ts'

const outcome = ({ id, key }: JiraIssue): EditOutcome => ({ id, key })

const firstStatus = (world: World, statusIds: readonly string[]): string => {
  const [first] = statusIds
  if (first === undefined) throw new EditError('The project has no status.')
  return statusIds.find((id) => world.statuses.get(id)?.category === 'new') ?? first
}

export const createIssue = (world: World, by: string, edit: EditOf<'createIssue'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  if (project.archived || project.deleted)
    throw new EditError(`The project ${project.key} takes no new issues.`)
  const type = typeIn(world, project, edit.type ?? (edit.parent === undefined ? 'Task' : 'Story'))
  if (type.hierarchyLevel < 0 && typeof edit.parent !== 'string')
    throw new EditError('A sub-task needs a parent.')
  if (edit.summary.trim() === '') throw new EditError('You must specify a summary of the issue.')
  const issue = addIssue(world, project, {
    typeId: type.id,
    statusId: firstStatus(world, project.statusIds),
    priorityId: priorityOf(world, edit.priority ?? 'Medium').id,
    summary: edit.summary,
    creator: by,
    created: world.clock.now(),
  })
  const { type: _type, summary: _summary, priority: _priority, ...content } = edit
  // What an issue is created with is no change of it.
  setContent(world, issue, content)
  if (edit.sprint !== undefined) setSprints(world, issue, [sprintOf(world, edit.sprint).id])
  if (edit.status !== undefined) enter(issue, statusIn(world, project, edit.status), world, undefined)
  reindex(world, issue)
  world.announce({ event: 'jira:issue_created', issue, by })
  return outcome(issue)
}

export const editIssue = (world: World, by: string, edit: EditOf<'editIssue'>): EditOutcome => {
  const issue = live(world, edit.issue)
  const items = setContent(world, issue, edit)
  touch(world, issue, { by, items })
  return outcome(issue)
}

/** An issue that can be edited. */
const live = (world: World, ref: string): JiraIssue => {
  const issue = issueOf(world, ref)
  if (issue.deleted) throw new EditError(`The issue "${ref}" is deleted.`, 404)
  return issue
}

const enter = (
  issue: JiraIssue,
  status: JiraStatus,
  world: World,
  resolution: string | null | undefined,
): HistoryItem[] => {
  const items: HistoryItem[] = []
  const before = world.statuses.get(issue.statusId)
  const named = resolution === undefined ? (status.category === 'done' ? 'Done' : null) : resolution
  const next = named === null ? undefined : [...world.resolutions.values()].find(({ name }) => name === named)
  const last = issue.resolutionId === null ? undefined : world.resolutions.get(issue.resolutionId)
  if (next?.id !== last?.id) {
    issue.resolutionId = next?.id ?? null
    issue.resolved = next === undefined ? null : world.clock.now()
    items.push(
      change('resolution', 'resolution', {
        from: last?.id ?? null,
        fromString: last?.name ?? null,
        to: next?.id ?? null,
        toText: next?.name ?? null,
      }),
    )
  }
  if (before?.id === status.id) return items
  issue.statusId = status.id
  if (before?.category !== status.category) issue.categoryChangedAt = world.clock.now()
  items.push(
    change('status', 'status', {
      from: before?.id ?? null,
      fromString: before?.name ?? null,
      to: status.id,
      toText: status.name,
    }),
  )
  return items
}

export const transition = (world: World, by: string, edit: EditOf<'transition'>): EditOutcome => {
  const issue = live(world, edit.issue)
  const status = statusIn(world, homeOf(world, issue), edit.to)
  touch(world, issue, { by, items: enter(issue, status, world, edit.resolution) })
  return outcome(issue)
}

export const comment = (world: World, by: string, edit: EditOf<'comment'>): EditOutcome => {
  const issue = live(world, edit.issue)
  const now = world.clock.now()
  const id = world.nextId('comment')
  issue.comments.push({ id, author: by, body: edit.body, createdAt: now, updatedAt: now })
  touch(world, issue, { by })
  return { ...outcome(issue), id }
}

export const touchIssue = (world: World, by: string, edit: EditOf<'touchIssue'>): EditOutcome => {
  const issue = live(world, edit.issue)
  touch(world, issue, { by })
  return outcome(issue)
}

/** To another project: a new key, the same id; what only the old project has is lost or mapped by name. */
export const moveIssue = (world: World, by: string, edit: EditOf<'moveIssue'>): EditOutcome => {
  const issue = live(world, edit.issue)
  const from = homeOf(world, issue)
  const to = projectOf(world, edit.to)
  if (from.id === to.id) throw new EditError(`The issue is in ${to.key} already.`)
  const oldKey = issue.key
  const status = world.statuses.get(issue.statusId)
  const typeName = edit.type ?? world.issueTypes.get(issue.typeId)?.name ?? 'Task'
  const parentLeaves = issue.parentId !== null && from.style !== to.style
  const items = setContent(world, issue, {
    components: [],
    fixVersions: [],
    affectsVersions: [],
    ...(parentLeaves ? { parent: null } : {}),
  })
  issue.projectId = to.id
  items.push(...setContent(world, issue, { type: typeName }))
  if (!to.statusIds.includes(issue.statusId)) {
    const same = to.statusIds.find((id) => world.statuses.get(id)?.name === status?.name)
    items.push(
      ...enter(issue, statusIn(world, to, same ?? firstStatus(world, to.statusIds)), world, undefined),
    )
  }
  rekey(world, issue)
  items.push(
    change('project', 'project', { from: from.id, fromString: from.name, to: to.id, toText: to.name }),
    change('Key', 'issuekey', { fromString: oldKey, toText: issue.key }),
  )
  touch(world, issue, { by, items })
  // Sub-tasks go with their parent.
  for (const id of issue.childIds) {
    const child = world.issues.get(id)
    if (child === undefined || child.deleted || child.projectId !== from.id) continue
    if (world.issueTypes.get(child.typeId)?.hierarchyLevel === -1)
      moveIssue(world, by, { kind: 'moveIssue', issue: child.id, to: to.key })
  }
  return outcome(issue)
}

/** Gone for good, with its sub-tasks and links; the links' other ends say so in their changelogs. */
export const deleteIssue = (world: World, by: string, edit: EditOf<'deleteIssue'>): EditOutcome => {
  const issue = live(world, edit.issue)
  const children = issue.childIds
  for (const id of children) {
    const child = world.issues.get(id)
    if (child === undefined || child.deleted) continue
    if (world.issueTypes.get(child.typeId)?.hierarchyLevel === -1)
      deleteIssue(world, by, { kind: 'deleteIssue', issue: child.id })
    else {
      setParent(world, child, null)
      reindex(world, child)
    }
  }
  const links = issue.linkIds
  for (const id of links) removeLink(world, by, id, issue.id)
  const now = world.clock.now()
  for (const worklog of issue.worklogs) worklog.deletedAt ??= now
  issue.deleted = true
  reindex(world, issue)
  world.announce({ event: 'jira:issue_deleted', issue, by })
  return outcome(issue)
}

/** Takes a link off both ends. The end that goes away itself writes nothing. */
export const removeLink = (world: World, by: string, id: string, leaving?: string): void => {
  const link = world.links.get(id)
  if (link === undefined) throw new EditError(`There is no link ${id}.`, 404)
  const type = world.linkTypes.get(link.typeId)
  const source = world.issues.get(link.sourceId)
  const destination = world.issues.get(link.destinationId)
  world.links.delete(id)
  for (const [end, other, verb] of [
    [source, destination, type?.outward],
    [destination, source, type?.inward],
  ] as const) {
    if (end === undefined) continue
    end.linkIds = end.linkIds.filter((known) => known !== id)
    if (end.id === leaving || end.deleted) continue
    const items = [
      change('Link', 'issuelinks', {
        from: other?.key ?? null,
        fromString: `This issue ${verb ?? ''} ${other?.key ?? ''}`,
      }),
    ]
    touch(world, end, { by, items })
  }
}

/** Restored from a backup under the same id and key, as support does it. */
export const recreateIssue = (world: World, by: string, edit: EditOf<'recreateIssue'>): EditOutcome => {
  const issue = issueOf(world, edit.issue)
  if (!issue.deleted) throw new EditError(`The issue "${edit.issue}" is not deleted.`)
  issue.deleted = false
  for (const worklog of issue.worklogs) {
    worklog.deletedAt = null
    worklog.updatedAt = world.clock.now()
  }
  if (issue.parentId !== null && world.issues.get(issue.parentId)?.deleted === true)
    setParent(world, issue, null)
  touch(world, issue, { by, event: 'jira:issue_created' })
  return outcome(issue)
}

/** Out of search, or out of sight: silent, and nothing else of the issue changes. */
export const setPresence = (world: World, edit: EditOf<'archiveIssue'>): EditOutcome => {
  const issue = live(world, edit.issue)
  switch (edit.kind) {
    case 'archiveIssue':
      issue.archived = true
      break
    case 'restoreIssue':
      issue.archived = false
      break
    case 'hideIssue':
      issue.hidden = true
      break
    case 'showIssue':
      issue.hidden = false
      break
    case 'deleteIssue':
    case 'recreateIssue':
      break
  }
  reindex(world, issue)
  return outcome(issue)
}
