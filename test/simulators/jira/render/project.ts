import type { JsonObject } from '../../common/json.ts'
import type { JiraProject } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { apiRoot } from './api-root.ts'
import { renderComponent, renderIssueType, renderVersion } from './definitions.ts'
import { renderPerson } from './user.ts'

const avatars = (world: World, id: string): JsonObject =>
  Object.fromEntries(
    ['48x48', '24x24', '16x16', '32x32'].map((size) => [
      size,
      `${apiRoot(world)}/universal_avatar/view/type/project/avatar/${id}?size=${size}`,
    ]),
  )

/** As an issue shows its project. */
export const renderIssueProject = (world: World, project: JiraProject): JsonObject => ({
  self: `${apiRoot(world)}/project/${project.id}`,
  id: project.id,
  key: project.key,
  name: project.name,
  projectTypeKey: project.typeKey,
  ...(world.edition === 'cloud' ? { simplified: project.style === 'next-gen' } : {}),
  avatarUrls: avatars(world, project.id),
})

/** A row of the project list; `expand` adds description, lead, url, issueTypes. */
export const renderProject = (
  world: World,
  project: JiraProject,
  expand: ReadonlySet<string>,
): JsonObject => {
  const lead = renderPerson(world, project.lead)
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...renderIssueProject(world, project),
    ...(expand.has('description') ? { description: project.description } : {}),
    ...(expand.has('lead') && lead !== null ? { lead } : {}),
    ...(expand.has('issueTypes') ? { issueTypes: typesOf(world, project) } : {}),
    ...(world.edition === 'cloud' ? { style: project.style, isPrivate: false, properties: {} } : {}),
    ...(project.archived ? { archived: true } : {}),
    ...(project.deleted ? { deleted: true } : {}),
  }
}

const typesOf = (world: World, project: JiraProject): JsonObject[] =>
  project.issueTypeIds
    .flatMap((id) => world.issueTypes.get(id) ?? [])
    .map((type) => renderIssueType(world, type))

/** The whole project, as its own address shows it. */
export const renderWholeProject = (world: World, project: JiraProject): JsonObject => ({
  ...renderProject(world, project, new Set(['description', 'lead', 'issueTypes'])),
  components: project.components.map((component) => renderComponent(world, project, component)),
  versions: project.versions.map((version) => renderVersion(world, project, version)),
  assigneeType: 'UNASSIGNED',
  roles: {},
})
