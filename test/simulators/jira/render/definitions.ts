import type { JsonObject } from '../../common/json.ts'
import { jiraInstant } from '../state/dates.ts'
import type {
  JiraComponent,
  JiraField,
  JiraIssueType,
  JiraLinkType,
  JiraPriority,
  JiraProject,
  JiraResolution,
  JiraStatus,
  JiraVersion,
  StatusCategoryKey,
} from '../state/model.ts'
import type { World } from '../state/world.ts'
import { apiRoot } from './api-root.ts'
import { renderPerson } from './user.ts'

const CATEGORIES: Readonly<Record<StatusCategoryKey, readonly [id: number, color: string, name: string]>> = {
  undefined: [1, 'medium-gray', 'No Category'],
  new: [2, 'blue-gray', 'To Do'],
  indeterminate: [4, 'yellow', 'In Progress'],
  done: [3, 'green', 'Done'],
}

/** The four categories, which every site has. */
export const CATEGORY_KEYS: readonly StatusCategoryKey[] = ['undefined', 'new', 'done', 'indeterminate']

export const renderCategory = (world: World, key: StatusCategoryKey): JsonObject => {
  const [id, colorName, name] = CATEGORIES[key]
  return { self: `${apiRoot(world)}/statuscategory/${id}`, id, key, colorName, name }
}

const scopeOf = (projectId: string | null): JsonObject =>
  projectId === null ? {} : { scope: { type: 'PROJECT', project: { id: projectId } } }

export const renderStatus = (world: World, status: JiraStatus): JsonObject => ({
  self: `${apiRoot(world)}/status/${status.id}`,
  description: status.description,
  iconUrl: `${world.siteUrl}/images/icons/statuses/generic.png`,
  name: status.name,
  id: status.id,
  statusCategory: renderCategory(world, status.category),
  ...scopeOf(status.projectId),
})

export const renderIssueType = (world: World, type: JiraIssueType): JsonObject => ({
  self: `${apiRoot(world)}/issuetype/${type.id}`,
  id: type.id,
  description: type.description,
  iconUrl: `${world.siteUrl}/rest/api/2/universal_avatar/view/type/issuetype/avatar/10318?size=medium`,
  name: type.name,
  subtask: type.hierarchyLevel < 0,
  avatarId: 10_318,
  ...(world.edition === 'cloud' ? { hierarchyLevel: type.hierarchyLevel } : {}),
  ...scopeOf(type.projectId),
})

export const renderPriority = (world: World, priority: JiraPriority): JsonObject => ({
  self: `${apiRoot(world)}/priority/${priority.id}`,
  iconUrl: `${world.siteUrl}/images/icons/priorities/${priority.id}.svg`,
  name: priority.name,
  id: priority.id,
})

/** As the list of priorities shows it, which tells more than an issue does. */
export const renderListedPriority = (world: World, priority: JiraPriority): JsonObject => ({
  ...renderPriority(world, priority),
  statusColor: priority.statusColor,
  description: priority.description,
})

export const renderResolution = (world: World, resolution: JiraResolution): JsonObject => ({
  self: `${apiRoot(world)}/resolution/${resolution.id}`,
  id: resolution.id,
  description: resolution.description,
  name: resolution.name,
})

export const renderLinkType = (world: World, type: JiraLinkType): JsonObject => ({
  id: type.id,
  name: type.name,
  inward: type.inward,
  outward: type.outward,
  self: `${apiRoot(world)}/issueLinkType/${type.id}`,
})

export const renderField = (world: World, field: JiraField): JsonObject => {
  const custom = field.custom !== undefined
  const schema = {
    type: field.type,
    ...(field.items === undefined ? {} : { items: field.items }),
    ...(custom
      ? { custom: field.custom, customId: Number(field.id.replace('customfield_', '')) }
      : { system: field.id }),
  }
  return {
    id: field.id,
    ...(world.edition === 'cloud' ? { key: field.id } : {}),
    name: field.name,
    custom,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: [...field.clauses],
    schema,
    ...scopeOf(field.projectId ?? null),
  }
}

export const renderVersion = (world: World, project: JiraProject, version: JiraVersion): JsonObject => {
  const today = jiraInstant(world.clock.now()).slice(0, 10)
  return {
    self: `${apiRoot(world)}/version/${version.id}`,
    id: version.id,
    ...(version.description === '' ? {} : { description: version.description }),
    name: version.name,
    archived: version.archived,
    released: version.released,
    ...(version.startDate === null ? {} : { startDate: version.startDate }),
    ...(version.releaseDate === null
      ? {}
      : { releaseDate: version.releaseDate, overdue: !version.released && version.releaseDate < today }),
    projectId: Number(project.id),
  }
}

/** As an issue shows it: without dates' neighbours and without the project. */
export const renderIssueVersion = (world: World, version: JiraVersion): JsonObject => ({
  self: `${apiRoot(world)}/version/${version.id}`,
  id: version.id,
  ...(version.description === '' ? {} : { description: version.description }),
  name: version.name,
  archived: version.archived,
  released: version.released,
  ...(version.releaseDate === null ? {} : { releaseDate: version.releaseDate }),
})

export const renderIssueComponent = (world: World, component: JiraComponent): JsonObject => ({
  self: `${apiRoot(world)}/component/${component.id}`,
  id: component.id,
  name: component.name,
  ...(component.description === '' ? {} : { description: component.description }),
})

export const renderComponent = (world: World, project: JiraProject, component: JiraComponent): JsonObject => {
  const lead = renderPerson(world, component.lead)
  return {
    ...renderIssueComponent(world, component),
    ...(lead === null ? {} : { lead }),
    assigneeType: 'PROJECT_DEFAULT',
    realAssigneeType: 'PROJECT_DEFAULT',
    isAssigneeTypeValid: false,
    project: project.key,
    projectId: Number(project.id),
  }
}
