import { EditError } from '../state/edit-error.ts'
import { componentIn, findProject, projectOf, userOf, versionIn } from '../state/lookup.ts'
import type { JiraIssue, JiraProject, JiraVersion } from '../state/model.ts'
import { addProject } from '../state/projects.ts'
import { reindex, reindexProject, touch } from '../state/touch.ts'
import type { World } from '../state/world.ts'
import { setContent } from './changes.ts'
import type { EditOf, EditOutcome, VersionContent } from './edit.ts'

export const createProject = (world: World, by: string, edit: EditOf<'createProject'>): EditOutcome => {
  const { style, description } = edit
  const project = addProject(world, {
    key: edit.project,
    name: edit.name,
    lead: edit.lead === undefined ? by : userOf(world, edit.lead).name,
    ...(style === undefined ? {} : { style }),
    ...(description === undefined ? {} : { description }),
  })
  world.announce({ event: 'project_created', project, by })
  return { id: project.id, key: project.key }
}

export const editProject = (world: World, by: string, edit: EditOf<'editProject'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  project.name = edit.name ?? project.name
  project.description = edit.description ?? project.description
  project.lead = edit.lead === undefined ? project.lead : userOf(world, edit.lead).name
  world.revision++
  world.announce({ event: 'project_updated', project, by })
  return { id: project.id, key: project.key }
}

const issuesOf = (world: World, project: JiraProject): JiraIssue[] =>
  [...world.issues.values()].filter(({ projectId }) => projectId === project.id)

/** Every issue gets the new prefix, and none of them is touched by it. */
export const changeProjectKey = (world: World, edit: EditOf<'changeProjectKey'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  if (findProject(world, edit.to) !== undefined)
    throw new EditError(`A project with the key "${edit.to}" exists already.`)
  project.formerKeys.push(project.key)
  project.key = edit.to
  for (const issue of issuesOf(world, project)) {
    issue.formerKeys.push(issue.key)
    issue.key = `${edit.to}-${issue.key.split('-')[1] ?? ''}`
    world.issueKeys.set(issue.key, issue)
    reindex(world, issue)
  }
  return { id: project.id, key: project.key }
}

export const setProjectPresence = (world: World, by: string, edit: EditOf<'archiveProject'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  switch (edit.kind) {
    case 'archiveProject':
      project.archived = true
      break
    case 'restoreProject':
      project.archived = false
      project.deleted = false
      break
    case 'deleteProject':
      project.deleted = true
      break
    case 'hideProject':
      project.hidden = true
      break
    case 'showProject':
      project.hidden = false
      break
  }
  reindexProject(world, project.id)
  if (edit.kind === 'deleteProject') world.announce({ event: 'project_deleted', project, by })
  return { id: project.id, key: project.key }
}

const setVersion = (version: JiraVersion, content: VersionContent): void => {
  version.name = content.name ?? version.name
  version.description = content.description ?? version.description
  version.released = content.released ?? version.released
  version.archived = content.archived ?? version.archived
  version.startDate = content.startDate === undefined ? version.startDate : content.startDate
  version.releaseDate = content.releaseDate === undefined ? version.releaseDate : content.releaseDate
}

export const createVersion = (world: World, by: string, edit: EditOf<'createVersion'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  if (project.versions.some(({ name }) => name === edit.name))
    throw new EditError('A version with this name already exists in this project.')
  const version: JiraVersion = {
    id: world.nextId('version'),
    name: edit.name,
    description: '',
    released: false,
    archived: false,
    startDate: null,
    releaseDate: null,
  }
  setVersion(version, edit)
  project.versions.push(version)
  world.revision++
  world.announce({ event: 'jira:version_created', version: { project, id: version.id }, by })
  return { id: version.id }
}

/** Silent: issues show the new name without having been touched. */
export const editVersion = (world: World, by: string, edit: EditOf<'editVersion'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  const version = versionIn(project, edit.version)
  const wasReleased = version.released
  setVersion(version, edit)
  world.revision++
  const released = version.released && !wasReleased
  const event = released ? 'jira:version_released' : 'jira:version_updated'
  world.announce({ event, version: { project, id: version.id }, by })
  return { id: version.id }
}

/** Taken off its issues first, which their changelogs say. */
export const deleteVersion = (world: World, by: string, edit: EditOf<'deleteVersion'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  const { id } = versionIn(project, edit.version)
  for (const issue of issuesOf(world, project)) {
    if (issue.deleted || ![...issue.fixVersionIds, ...issue.affectsVersionIds].includes(id)) continue
    const without = (ids: readonly string[]): string[] => ids.filter((one) => one !== id)
    const items = setContent(world, issue, {
      fixVersions: without(issue.fixVersionIds),
      affectsVersions: without(issue.affectsVersionIds),
    })
    touch(world, issue, { by, items })
  }
  project.versions = project.versions.filter((version) => version.id !== id)
  world.revision++
  world.announce({ event: 'jira:version_deleted', version: { project, id }, by })
  return { id }
}

export const createComponent = (world: World, edit: EditOf<'createComponent'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  if (project.components.some(({ name }) => name === edit.name))
    throw new EditError('A component with this name already exists in this project.')
  const lead = edit.lead === undefined ? null : userOf(world, edit.lead).name
  const component = { id: world.nextId('component'), name: edit.name, description: '', lead }
  project.components.push(component)
  world.revision++
  return { id: component.id }
}

/** Silent, as with versions. */
export const editComponent = (world: World, edit: EditOf<'editComponent'>): EditOutcome => {
  const component = componentIn(projectOf(world, edit.project), edit.component)
  component.name = edit.name ?? component.name
  component.description = edit.description ?? component.description
  world.revision++
  return { id: component.id }
}

export const deleteComponent = (world: World, by: string, edit: EditOf<'deleteComponent'>): EditOutcome => {
  const project = projectOf(world, edit.project)
  const { id } = componentIn(project, edit.component)
  for (const issue of issuesOf(world, project)) {
    if (issue.deleted || !issue.componentIds.includes(id)) continue
    const components = issue.componentIds.filter((one) => one !== id)
    touch(world, issue, { by, items: setContent(world, issue, { components }) })
  }
  project.components = project.components.filter((component) => component.id !== id)
  world.revision++
  return { id }
}
