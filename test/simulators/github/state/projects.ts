import { announceProjectItem } from './announcements.ts'
import { EditError } from './edit-error.ts'
import { projectAt } from './lookup.ts'
import type {
  Issue,
  Iteration,
  Project,
  ProjectField,
  ProjectFieldType,
  ProjectItem,
  ProjectValue,
} from './model.ts'
import { ensureAccount } from './people.ts'
import { presentOf, type World } from './world.ts'

export interface ProjectFieldSeed {
  readonly name: string
  readonly dataType: 'TEXT' | 'NUMBER' | 'DATE' | 'SINGLE_SELECT' | 'ITERATION'
  readonly options?: readonly {
    readonly name: string
    readonly color?: string
    readonly description?: string
  }[]
  /** Calendar days `YYYY-MM-DD`; `duration` in days. */
  readonly iterations?: readonly {
    readonly title: string
    readonly startDate: string
    readonly duration: number
  }[]
}

export interface ProjectSeed {
  readonly owner: string
  readonly title: string
  readonly number?: number
  readonly shortDescription?: string
  readonly public?: boolean
  readonly creator?: string
  readonly fields?: readonly ProjectFieldSeed[]
}

/** The fields every project is born with; their values come from the issue. */
const LINKED_FIELDS: readonly (readonly [string, ProjectFieldType])[] = [
  ['Title', 'TITLE'],
  ['Assignees', 'ASSIGNEES'],
  ['Labels', 'LABELS'],
  ['Linked pull requests', 'LINKED_PULL_REQUESTS'],
  ['Milestone', 'MILESTONE'],
  ['Repository', 'REPOSITORY'],
  ['Reviewers', 'REVIEWERS'],
  ['Parent issue', 'PARENT_ISSUE'],
  ['Sub-issues progress', 'SUB_ISSUES_PROGRESS'],
]

export const addProject = (world: World, seed: ProjectSeed): Project => {
  ensureAccount(world, seed.owner)
  const taken = world.projects.filter((project) => project.owner.toLowerCase() === seed.owner.toLowerCase())
  const id = world.nextId('project')
  const now = presentOf(world)
  const creator = seed.creator ?? seed.owner
  ensureAccount(world, creator)
  const project: Project = {
    id,
    nodeId: world.nodeId('project', id),
    owner: seed.owner,
    number: seed.number ?? Math.max(0, ...taken.map((other) => other.number)) + 1,
    title: seed.title,
    shortDescription: seed.shortDescription ?? null,
    readme: null,
    public: seed.public ?? false,
    closedAt: null,
    creator,
    createdAt: now,
    updatedAt: now,
    fields: [],
    items: [],
    nextItemOrder: 1,
  }
  for (const [name, dataType] of LINKED_FIELDS) project.fields.push(fieldOf(world, name, dataType))
  for (const field of seed.fields ?? []) addProjectField(world, project, field)
  world.projects.push(project)
  world.revision++
  return project
}

const fieldOf = (world: World, name: string, dataType: ProjectFieldType): ProjectField => {
  const id = world.nextId('projectField')
  const now = presentOf(world)
  return {
    id,
    nodeId: world.nodeId('projectField', id),
    name,
    dataType,
    options: [],
    iterations: [],
    startDay: 1,
    duration: 14,
    createdAt: now,
    updatedAt: now,
  }
}

export const addProjectField = (world: World, project: Project, seed: ProjectFieldSeed): ProjectField => {
  if (project.fields.some((field) => field.name.toLowerCase() === seed.name.toLowerCase()))
    throw new EditError(`The project "${project.title}" has a field "${seed.name}" already.`)
  const field = fieldOf(world, seed.name, seed.dataType)
  for (const option of seed.options ?? [])
    field.options.push({
      id: world.random.hex(8),
      name: option.name,
      color: option.color ?? 'GRAY',
      description: option.description ?? '',
    })
  for (const iteration of seed.iterations ?? [])
    field.iterations.push({ id: world.random.hex(8), ...iteration })
  const first = field.iterations[0]
  if (first !== undefined) field.duration = first.duration
  project.fields.push(field)
  touchProject(world, project)
  return field
}

/** Replaces the iterations of a field; those whose title stays keep their id. */
export const setIterations = (
  world: World,
  project: Project,
  edit: { readonly field: string; readonly iterations: readonly Omit<Iteration, 'id'>[] },
): void => {
  const field = projectFieldNamed(project, edit.field)
  if (field.dataType !== 'ITERATION') throw new EditError(`The field "${edit.field}" holds no iterations.`)
  const former = new Map(field.iterations.map((iteration) => [iteration.title, iteration.id]))
  field.iterations = edit.iterations.map((iteration) => ({
    id: former.get(iteration.title) ?? world.random.hex(8),
    title: iteration.title,
    startDate: iteration.startDate,
    duration: iteration.duration,
  }))
  field.updatedAt = presentOf(world)
  touchProject(world, project)
}

const touchProject = (world: World, project: Project): void => {
  project.updatedAt = presentOf(world)
  world.revision++
}

export const projectNumbered = (world: World, owner: string, number: number): Project => {
  const project = projectAt(world, owner, number)
  if (project === undefined) throw new EditError(`${owner} has no project ${number}.`, 404)
  return project
}

export const projectFieldNamed = (project: Project, name: string): ProjectField => {
  const field = project.fields.find((candidate) => candidate.name === name)
  if (field === undefined) throw new EditError(`The project "${project.title}" has no field "${name}".`, 404)
  return field
}

const itemOf = (world: World, creator: string): ProjectItem => {
  const id = world.nextId('projectItem')
  const now = presentOf(world)
  return {
    id,
    nodeId: world.nodeId('projectItem', id),
    creator: ensureAccount(world, creator).login,
    issueId: null,
    draft: null,
    archivedAt: null,
    createdAt: now,
    updatedAt: now,
    values: new Map(),
  }
}

export const addIssueToProject = (
  world: World,
  project: Project,
  edit: { readonly issue: Issue; readonly actor: string },
): ProjectItem => {
  const present = project.items.find((item) => item.issueId === edit.issue.id)
  if (present !== undefined) return present
  const item = itemOf(world, edit.actor)
  item.issueId = edit.issue.id
  project.items.push(item)
  touchProject(world, project)
  announceProjectItem(world, project, { action: 'created', item, sender: edit.actor })
  return item
}

export const addDraftToProject = (
  world: World,
  project: Project,
  edit: {
    readonly title: string
    readonly body?: string
    readonly assignees?: readonly string[]
    readonly actor: string
  },
): ProjectItem => {
  const item = itemOf(world, edit.actor)
  const id = world.nextId('draft')
  item.draft = {
    id,
    nodeId: world.nodeId('draft', id),
    title: edit.title,
    body: edit.body ?? '',
    assignees: [...(edit.assignees ?? [])],
    createdAt: item.createdAt,
    updatedAt: item.createdAt,
  }
  project.items.push(item)
  touchProject(world, project)
  announceProjectItem(world, project, { action: 'created', item, sender: edit.actor })
  return item
}

export const itemNumbered = (project: Project, itemId: number): ProjectItem => {
  const item = project.items.find((candidate) => candidate.id === itemId)
  if (item === undefined) throw new EditError(`The project "${project.title}" has no item ${itemId}.`, 404)
  return item
}

export interface ItemValueEdit {
  readonly item: ProjectItem
  readonly field: string
  /** Option and iteration are given by name or title; null clears the value. */
  readonly value: string | number | null
  readonly actor: string
}

/** Sets a value of an item. The item's `updated_at` moves, the issue's does not. */
export const setItemValue = (world: World, project: Project, edit: ItemValueEdit): void => {
  const field = projectFieldNamed(project, edit.field)
  const { item } = edit
  const former = item.values.get(field.id)
  const stored = edit.value === null ? null : storedValue(field, edit.value)
  const now = presentOf(world)
  if (stored === null) item.values.delete(field.id)
  else {
    const id = former?.id ?? world.nextId('projectValue')
    const value: ProjectValue = {
      id,
      nodeId: former?.nodeId ?? world.nodeId('projectValue', id),
      value: stored,
      createdAt: former?.createdAt ?? now,
      updatedAt: now,
    }
    item.values.set(field.id, value)
  }
  item.updatedAt = now
  touchProject(world, project)
  announceProjectItem(world, project, {
    action: 'edited',
    item,
    sender: edit.actor,
    field,
    from: former?.value ?? null,
    to: stored,
  })
}

const storedValue = (field: ProjectField, value: string | number): string | number => {
  const refuse = (): never => {
    throw new EditError(`"${value}" is no value of the field "${field.name}" (${field.dataType}).`)
  }
  const { dataType } = field
  if (dataType === 'TEXT') return typeof value === 'string' ? value : refuse()
  if (dataType === 'NUMBER') return typeof value === 'number' ? value : refuse()
  if (dataType === 'DATE')
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : refuse()
  if (dataType === 'SINGLE_SELECT')
    return field.options.find((option) => option.name === value || option.id === value)?.id ?? refuse()
  if (dataType === 'ITERATION')
    return (
      field.iterations.find((iteration) => iteration.title === value || iteration.id === value)?.id ??
      refuse()
    )
  // Linked fields are set on the issue, not here.
  return refuse()
}

export const archiveItem = (
  world: World,
  project: Project,
  edit: { readonly item: ProjectItem; readonly archived: boolean; readonly actor: string },
): void => {
  edit.item.archivedAt = edit.archived ? presentOf(world) : null
  edit.item.updatedAt = presentOf(world)
  touchProject(world, project)
  const action = edit.archived ? 'archived' : 'restored'
  announceProjectItem(world, project, { action, item: edit.item, sender: edit.actor })
}

export const removeItem = (
  world: World,
  project: Project,
  edit: { readonly item: ProjectItem; readonly actor: string },
): void => {
  project.items = project.items.filter((candidate) => candidate !== edit.item)
  touchProject(world, project)
  announceProjectItem(world, project, { action: 'deleted', item: edit.item, sender: edit.actor })
}

export const setProjectClosed = (world: World, project: Project, closed: boolean): void => {
  project.closedAt = closed ? presentOf(world) : null
  touchProject(world, project)
}
