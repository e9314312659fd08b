import { isJsonObject, type Json, type JsonObject } from '../../common/json.ts'
import {
  EPIC_LINK_FIELD,
  EPIC_NAME_FIELD,
  PARENT_LINK_FIELD,
  RANK_FIELD,
  SPRINT_FIELD,
} from '../state/fields.ts'
import { isoInstant, jiraDuration, jiraInstant } from '../state/dates.ts'
import { homeOf, levelOf } from '../state/lookup.ts'
import type { JiraField, JiraIssue, JiraSprint } from '../state/model.ts'
import { textOf } from './text.ts'
import type { World } from '../state/world.ts'
import { apiRoot } from './api-root.ts'
import { isVisible } from '../state/touch.ts'
import {
  renderIssueComponent,
  renderIssueType,
  renderIssueVersion,
  renderLinkType,
  renderPriority,
  renderResolution,
  renderStatus,
} from './definitions.ts'
import { renderIssueProject } from './project.ts'
import { renderPerson } from './user.ts'
import { renderComments, renderWorklogs } from './work.ts'

const self = (world: World, issue: JiraIssue): string => `${apiRoot(world)}/issue/${issue.id}`

/** Another issue inside of one: parent, sub-task, end of a link. Shown as it is now, whatever touched the outer one. */
const renderRelative = (world: World, issue: JiraIssue): JsonObject => {
  const priority = issue.priorityId === null ? undefined : world.priorities.get(issue.priorityId)
  const status = world.statuses.get(issue.statusId)
  const type = world.issueTypes.get(issue.typeId)
  return {
    id: issue.id,
    key: issue.key,
    self: self(world, issue),
    fields: {
      summary: issue.summary,
      ...(status === undefined ? {} : { status: renderStatus(world, status) }),
      ...(priority === undefined ? {} : { priority: renderPriority(world, priority) }),
      ...(type === undefined ? {} : { issuetype: renderIssueType(world, type) }),
    },
  }
}

/** Both ends show the link under one id; an end that the caller may not see hides it. */
const renderLinks = (world: World, issue: JiraIssue): JsonObject[] =>
  issue.linkIds.flatMap((id) => {
    const link = world.links.get(id)
    const type = link === undefined ? undefined : world.linkTypes.get(link.typeId)
    if (link === undefined || type === undefined) return []
    const outward = link.sourceId === issue.id
    const other = world.issues.get(outward ? link.destinationId : link.sourceId)
    if (other === undefined || !isVisible(world, other)) return []
    const end = renderRelative(world, other)
    return [
      {
        id,
        self: `${apiRoot(world)}/issueLink/${id}`,
        type: renderLinkType(world, type),
        ...(outward ? { outwardIssue: end } : { inwardIssue: end }),
      },
    ]
  })

const renderSprint = (sprint: JiraSprint): JsonObject => ({
  id: Number(sprint.id),
  name: sprint.name,
  state: sprint.state,
  boardId: Number(sprint.boardId),
  goal: sprint.goal,
  ...(sprint.startAt === null ? {} : { startDate: isoInstant(sprint.startAt) }),
  ...(sprint.endAt === null ? {} : { endDate: isoInstant(sprint.endAt) }),
  ...(sprint.completedAt === null ? {} : { completeDate: isoInstant(sprint.completedAt) }),
})

/** The form that Data Center sends: Java's own text of an object. */
const sprintString = (sprint: JiraSprint): string => {
  const at = (ms: number | null): string => (ms === null ? '<null>' : isoInstant(ms))
  const parts = [
    `id=${sprint.id}`,
    `rapidViewId=${sprint.boardId}`,
    `state=${sprint.state.toUpperCase()}`,
    `name=${sprint.name}`,
    `startDate=${at(sprint.startAt)}`,
    `endDate=${at(sprint.endAt)}`,
    `completeDate=${at(sprint.completedAt)}`,
    `activatedDate=${at(sprint.state === 'future' ? null : sprint.startAt)}`,
    `sequence=${sprint.id}`,
    `goal=${sprint.goal}`,
  ]
  return `com.atlassian.greenhopper.service.sprint.Sprint@${Number(sprint.id).toString(16)}[${parts.join(',')}]`
}

const spentOn = (issue: JiraIssue): number | null => {
  const live = issue.worklogs.filter(({ deletedAt }) => deletedAt === null)
  return live.length === 0 ? null : live.reduce((sum, { seconds }) => sum + seconds, 0)
}

const timeTracking = (issue: JiraIssue): JsonObject => {
  const parts: readonly (readonly [string, number | null])[] = [
    ['originalEstimate', issue.originalEstimate],
    ['remainingEstimate', issue.remainingEstimate],
    ['timeSpent', spentOn(issue)],
  ]
  return Object.fromEntries(
    parts.flatMap(([name, seconds]) =>
      seconds === null
        ? []
        : [
            [name, jiraDuration(seconds)],
            [`${name}Seconds`, seconds],
          ],
    ),
  )
}

const parentOf = (world: World, issue: JiraIssue): JiraIssue | undefined => {
  const parent = issue.parentId === null ? undefined : world.issues.get(issue.parentId)
  return parent !== undefined && isVisible(world, parent) ? parent : undefined
}

const present = <T>(value: T | undefined, render: (value: T) => Json): Json =>
  value === undefined ? null : render(value)

/** Links of a recorded issue to such as the recording lacks. */
const foreignLinks = (world: World, issue: JiraIssue): readonly Json[] => {
  const fields = issue.recorded?.['fields']
  const links = isJsonObject(fields) ? fields['issuelinks'] : undefined
  if (!Array.isArray(links)) return []
  return links.filter((link: Json) => {
    const end = isJsonObject(link) ? (link['outwardIssue'] ?? link['inwardIssue']) : undefined
    return isJsonObject(end) && typeof end['id'] === 'string' && !world.issues.has(end['id'])
  })
}

type Renderer = (world: World, issue: JiraIssue, zone: string) => Json | undefined

const SYSTEM: Readonly<Record<string, Renderer>> = {
  statuscategorychangedate: (_world, issue, zone) => jiraInstant(issue.categoryChangedAt, zone),
  issuetype: (world, issue) =>
    present(world.issueTypes.get(issue.typeId), (type) => renderIssueType(world, type)),
  // Not null but absent where there is none.
  parent: (world, issue) => {
    const parent = parentOf(world, issue)
    // Data Center knows parents of sub-tasks only; epics are linked by a field of their own.
    const shown = world.edition === 'cloud' || levelOf(world, issue) < 0
    return parent === undefined || !shown ? undefined : renderRelative(world, parent)
  },
  timespent: (_world, issue) => spentOn(issue),
  project: (world, issue) => renderIssueProject(world, homeOf(world, issue)),
  fixVersions: (world, issue) => versions(world, issue, issue.fixVersionIds),
  versions: (world, issue) => versions(world, issue, issue.affectsVersionIds),
  resolution: (world, issue) =>
    present(world.resolutions.get(issue.resolutionId ?? ''), (one) => renderResolution(world, one)),
  resolutiondate: (_world, issue, zone) =>
    issue.resolved === null ? null : jiraInstant(issue.resolved, zone),
  created: (_world, issue, zone) => jiraInstant(issue.created, zone),
  updated: (_world, issue, zone) => jiraInstant(issue.updated, zone),
  priority: (world, issue) =>
    present(world.priorities.get(issue.priorityId ?? ''), (one) => renderPriority(world, one)),
  labels: (_world, issue) => issue.labels,
  timeestimate: (_world, issue) => issue.remainingEstimate,
  timeoriginalestimate: (_world, issue) => issue.originalEstimate,
  issuelinks: (world, issue) => [...renderLinks(world, issue), ...foreignLinks(world, issue)],
  assignee: (world, issue) => renderPerson(world, issue.assignee),
  reporter: (world, issue) => renderPerson(world, issue.reporter),
  creator: (world, issue) => renderPerson(world, issue.creator),
  status: (world, issue) =>
    present(world.statuses.get(issue.statusId), (status) => renderStatus(world, status)),
  components: (world, issue) => {
    const { components } = homeOf(world, issue)
    return issue.componentIds
      .flatMap((id) => components.find((component) => component.id === id) ?? [])
      .map((component) => renderIssueComponent(world, component))
  },
  description: (world, issue) => textOf(world, issue.description),
  environment: (world, issue) => textOf(world, issue.environment),
  timetracking: (_world, issue) => timeTracking(issue),
  summary: (_world, issue) => issue.summary,
  subtasks: (world, issue) =>
    issue.childIds
      .flatMap((id) => world.issues.get(id) ?? [])
      .filter((child) => isVisible(world, child) && levelOf(world, child) < 0)
      .map((child) => renderRelative(world, child)),
  duedate: (_world, issue) => issue.dueDate,
  comment: renderComments,
  worklog: renderWorklogs,
}

const versions = (world: World, issue: JiraIssue, ids: readonly string[]): JsonObject[] => {
  const known = homeOf(world, issue).versions
  return ids
    .flatMap((id) => known.find((version) => version.id === id) ?? [])
    .map((version) => renderIssueVersion(world, version))
}

const parentAt =
  (level: (parent: number) => boolean): Renderer =>
  (world, issue) => {
    const parent = parentOf(world, issue)
    const own = levelOf(world, issue)
    return parent !== undefined && own >= 0 && level(levelOf(world, parent)) ? parent.key : null
  }

const CUSTOM: Readonly<Record<string, Renderer>> = {
  [EPIC_LINK_FIELD]: parentAt((level) => level === 1),
  [PARENT_LINK_FIELD]: parentAt((level) => level > 1),
  [EPIC_NAME_FIELD]: (world, issue) => (levelOf(world, issue) === 1 ? issue.summary : null),
  [RANK_FIELD]: (_world, issue) => issue.rank,
  [SPRINT_FIELD]: (world, issue) => {
    const sprints = issue.sprintIds.flatMap((id) => world.sprints.get(id) ?? [])
    if (sprints.length === 0) return null
    return world.sprintStrings ? sprints.map(sprintString) : sprints.map(renderSprint)
  },
}

const fieldValue = (world: World, issue: JiraIssue, field: JiraField, zone: string): Json | undefined => {
  if (field.custom === undefined) return SYSTEM[field.id]?.(world, issue, zone)
  const known = CUSTOM[field.custom]
  return known === undefined ? (issue.values.get(field.id) ?? null) : known(world, issue, zone)
}

/** Which fields are wanted: names with `-` in front are left out, `*all` and `*navigable` stand for many. */
export const selectFields = (world: World, wanted: readonly string[]): readonly JiraField[] => {
  const all = [...world.fields.values()]
  const out = new Set(wanted.filter((name) => name.startsWith('-')).map((name) => name.slice(1)))
  const named = wanted.filter((name) => !name.startsWith('-'))
  // Long lists are not navigable.
  const navigable = all.filter(({ id }) => !['comment', 'worklog'].includes(id))
  const chosen = new Set<JiraField>()
  for (const name of named.length === 0 && out.size > 0 ? ['*navigable'] : named) {
    if (name === '*all') for (const field of all) chosen.add(field)
    else if (name === '*navigable') for (const field of navigable) chosen.add(field)
    else {
      const field = world.fields.get(name)
      if (field !== undefined) chosen.add(field)
    }
  }
  return [...chosen].filter(({ id }) => !out.has(id))
}

export interface IssueView {
  readonly world: World
  readonly fields: readonly JiraField[]
  /** The caller's zone: instants are told in it. */
  readonly zone: string
  /** Raw text of a `changelog` to show beside the fields. */
  readonly changelog?: (issue: JiraIssue) => JsonObject
}

/** An issue with the fields that were asked for. A field of another team-managed project does not show. */
export const renderIssue = (view: IssueView, issue: JiraIssue): JsonObject => {
  const { world, fields, zone, changelog } = view
  const recorded = recordedPart(issue)
  const values: [string, Json][] = []
  for (const field of fields) {
    if (field.projectId !== undefined && field.projectId !== issue.projectId) continue
    const value =
      recorded?.verbatim === true ? recorded.fields[field.id] : fieldValue(world, issue, field, zone)
    const kept = value === undefined ? recorded?.fields[field.id] : value
    if (kept !== undefined) values.push([field.id, kept])
  }
  return {
    expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields',
    id: issue.id,
    self: self(world, issue),
    key: issue.key,
    ...(changelog === undefined ? {} : { changelog: changelog(issue) }),
    fields: Object.fromEntries(values),
  }
}

/** A recorded payload is served as it came until the issue is touched, and fills in what is not simulated after it. */
const recordedPart = (
  issue: JiraIssue,
): { readonly fields: JsonObject; readonly verbatim: boolean } | undefined => {
  const fields = issue.recorded?.['fields']
  if (!isJsonObject(fields)) return undefined
  const { updated } = fields
  return { fields, verbatim: typeof updated === 'string' && Date.parse(updated) === issue.updated }
}
