import { EditError } from './edit-error.ts'
import { findProject } from './lookup.ts'
import type { JiraBoard, JiraProject, JiraSprint } from './model.ts'
import { addWorkflow } from './site.ts'
import type { World } from './world.ts'

export interface NewProject {
  readonly key: string
  readonly name?: string
  readonly style?: 'classic' | 'next-gen'
  readonly lead: string
  readonly description?: string
  /** Recorded projects bring their own. */
  readonly id?: string
}

/** A project. Team-managed ones (`next-gen`) get statuses and issue types of their own. */
export const addProject = (world: World, seed: NewProject): JiraProject => {
  if (!/^[A-Z][A-Z0-9_]+$/.test(seed.key))
    throw new EditError(`"${seed.key}" is no project key. Use capitals and digits, at least two.`)
  if (findProject(world, seed.key) !== undefined)
    throw new EditError(`A project with the key "${seed.key}" exists already.`)
  const id = seed.id ?? world.nextId('project')
  const style = seed.style ?? 'classic'
  if (style === 'next-gen' && world.edition !== 'cloud')
    throw new EditError('Data Center has no team-managed projects.')
  const shared = {
    statusIds: [...world.statuses.values()]
      .filter(({ projectId }) => projectId === null)
      .map(({ id: one }) => one),
    issueTypeIds: [...world.issueTypes.values()]
      .filter(({ projectId }) => projectId === null)
      .map(({ id: one }) => one),
  }
  const project: JiraProject = {
    id,
    key: seed.key,
    formerKeys: [],
    name: seed.name ?? seed.key,
    description: seed.description ?? '',
    lead: seed.lead,
    style,
    typeKey: 'software',
    ...(style === 'next-gen' ? addWorkflow(world, id) : shared),
    components: [],
    versions: [],
    archived: false,
    deleted: false,
    hidden: false,
    nextNumber: 1,
  }
  world.projects.set(id, project)
  world.revision++
  return project
}

export const addBoard = (
  world: World,
  project: JiraProject,
  seed: { readonly name: string; readonly type?: JiraBoard['type'] },
): JiraBoard => {
  const board: JiraBoard = {
    id: world.nextId('board'),
    name: seed.name,
    type: seed.type ?? 'scrum',
    projectId: project.id,
  }
  world.boards.set(board.id, board)
  world.revision++
  return board
}

export const addSprint = (
  world: World,
  board: JiraBoard,
  seed: {
    readonly name: string
    readonly goal?: string
    readonly start?: string
    readonly end?: string
  },
): JiraSprint => {
  if (board.type === 'kanban') throw new EditError('The board does not support sprints')
  const sprint: JiraSprint = {
    id: world.nextId('sprint'),
    name: seed.name,
    state: 'future',
    boardId: board.id,
    goal: seed.goal ?? '',
    startAt: seed.start === undefined ? null : Date.parse(seed.start),
    endAt: seed.end === undefined ? null : Date.parse(seed.end),
    completedAt: null,
  }
  world.sprints.set(sprint.id, sprint)
  world.revision++
  return sprint
}
