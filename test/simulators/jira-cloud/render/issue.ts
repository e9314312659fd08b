import type { Json, JsonObject } from '../../common/json.ts'
import {
  EPIC_LINK_FIELD,
  EPIC_NAME_FIELD,
  PARENT_LINK_FIELD,
  RANK_FIELD,
  SPRINT_FIELD,
} from '../../jira/state/fields.ts'
import { isoInstant, jiraDuration, jiraInstant } from '../../jira/state/dates.ts'
import { homeOf, levelOf } from '../../jira/state/lookup.ts'
import type { JiraField, JiraIssue, JiraSprint } from '../../jira/state/model.ts'
import { adfOf } from '../../jira/state/rich-text.ts'
import type { World } from '../../jira/state/world.ts'
import { isVisible } from '../../jira/state/touch.ts'
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

const self = (world: World, issue: JiraIssue): string => `${world.siteUrl}/rest/api/3/issue/${issue.id}`

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
        self: `${world.siteUrl}/rest/api/3/issueLink/${id}`,
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

type Renderer = (world: World, issue: JiraIssue, zone: string) => Json | undefined

const SYSTEM: Readonly<Record<string, Renderer>> = {
  statuscategorychangedate: (_world, issue, zone) => jiraInstant(issue.categoryChangedAt, zone),
  issuetype: (world, issue) =>
    present(world.issueTypes.get(issue.typeId), (type) => renderIssueType(world, type)),
  // Not null but absent where there is none.
  parent: (world, issue) => {
    const parent = parentOf(world, issue)
    return parent === undefined ? undefined : renderRelative(world, parent)
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
  issuelinks: renderLinks,
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
  description: (_world, issue) => adfOf(issue.description),
  environment: (_world, issue) => adfOf(issue.environment),
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
    return sprints.length === 0 ? null : sprints.map(renderSprint)
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
export const renderIssue = ({ world, fields, zone, changelog }: IssueView, issue: JiraIssue): JsonObject => {
  const values: [string, Json][] = []
  for (const field of fields) {
    if (field.projectId !== undefined && field.projectId !== issue.projectId) continue
    const value = fieldValue(world, issue, field, zone)
    if (value !== undefined) values.push([field.id, value])
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
