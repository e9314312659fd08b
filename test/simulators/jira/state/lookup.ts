import { EditError } from './edit-error.ts'
import type {
  JiraBoard,
  JiraComponent,
  JiraField,
  JiraIssue,
  JiraIssueType,
  JiraLinkType,
  JiraPriority,
  JiraProject,
  JiraSprint,
  JiraStatus,
  JiraUser,
  JiraVersion,
} from './model.ts'
import type { World } from './world.ts'

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new EditError(`There is no ${what}.`, 404)
  return value
}

/** Key, former key or id. Deleted issues are found too: edits bring them back. */
export const issueOf = (world: World, ref: string): JiraIssue =>
  found(world.issueKeys.get(ref.toUpperCase()) ?? world.issues.get(ref), `issue "${ref}"`)

export const findProject = (world: World, ref: string): JiraProject | undefined => {
  const byId = world.projects.get(ref)
  if (byId !== undefined) return byId
  const key = ref.toUpperCase()
  const projects = [...world.projects.values()]
  return (
    projects.find((project) => project.key === key) ??
    projects.find((project) => project.formerKeys.includes(key))
  )
}

export const projectOf = (world: World, ref: string): JiraProject =>
  found(findProject(world, ref), `project "${ref}"`)

/** The project that an issue is in. */
export const homeOf = (world: World, issue: JiraIssue): JiraProject => projectOf(world, issue.projectId)

export const findUser = (world: World, login: string): JiraUser | undefined =>
  world.users.get(login) ?? [...world.users.values()].find((user) => user.accountId === login)

export const userOf = (world: World, login: string): JiraUser =>
  found(findUser(world, login), `user "${login}"`)

/** Login of who does something: the one named, or the first user. */
export const actorOf = (world: World, by: string | undefined): string => {
  if (by !== undefined) return userOf(world, by).name
  return found([...world.users.values()][0], 'user at all').name
}

export const statusIn = (world: World, project: JiraProject, ref: string): JiraStatus =>
  found(
    project.statusIds
      .flatMap((id) => world.statuses.get(id) ?? [])
      .find((status) => status.id === ref || same(status.name, ref)),
    `status "${ref}" in ${project.key}`,
  )

export const statusOf = (world: World, ref: string): JiraStatus =>
  found(
    world.statuses.get(ref) ?? [...world.statuses.values()].find((status) => same(status.name, ref)),
    `status "${ref}"`,
  )

export const typeIn = (world: World, project: JiraProject, ref: string): JiraIssueType =>
  found(
    project.issueTypeIds
      .flatMap((id) => world.issueTypes.get(id) ?? [])
      .find((type) => type.id === ref || same(type.name, ref)),
    `issue type "${ref}" in ${project.key}`,
  )

export const priorityOf = (world: World, ref: string): JiraPriority =>
  found(
    world.priorities.get(ref) ?? [...world.priorities.values()].find(({ name }) => same(name, ref)),
    `priority "${ref}"`,
  )

export const linkTypeOf = (world: World, ref: string): JiraLinkType =>
  found(
    world.linkTypes.get(ref) ?? [...world.linkTypes.values()].find(({ name }) => same(name, ref)),
    `link type "${ref}"`,
  )

export const versionIn = (project: JiraProject, ref: string): JiraVersion =>
  found(
    project.versions.find((version) => version.id === ref) ??
      project.versions.find((version) => same(version.name, ref)),
    `version "${ref}" in ${project.key}`,
  )

export const componentIn = (project: JiraProject, ref: string): JiraComponent =>
  found(
    project.components.find((component) => component.id === ref) ??
      project.components.find((component) => same(component.name, ref)),
    `component "${ref}" in ${project.key}`,
  )

export const boardOf = (world: World, ref: string): JiraBoard =>
  found(
    world.boards.get(ref) ?? [...world.boards.values()].find(({ name }) => same(name, ref)),
    `board "${ref}"`,
  )

export const sprintOf = (world: World, ref: string): JiraSprint =>
  found(
    world.sprints.get(ref) ?? [...world.sprints.values()].find(({ name }) => same(name, ref)),
    `sprint "${ref}"`,
  )

export const findField = (world: World, ref: string): JiraField | undefined =>
  world.fields.get(ref) ?? [...world.fields.values()].find(({ name }) => same(name, ref))

export const fieldOf = (world: World, ref: string): JiraField =>
  found(findField(world, ref), `field "${ref}"`)

/** The custom field of a kind, where the site has it. */
export const fieldOfKind = (world: World, custom: string): JiraField | undefined =>
  [...world.fields.values()].find((field) => field.custom === custom)

export const levelOf = (world: World, issue: JiraIssue): number =>
  world.issueTypes.get(issue.typeId)?.hierarchyLevel ?? 0
