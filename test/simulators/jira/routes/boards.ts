import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import type { JsonObject } from '../../common/json.ts'
import { counted, failure, json, refuse } from '../http/reply.ts'
import { type JiraRequest, param } from '../http/request.ts'
import { isoInstant } from '../state/dates.ts'
import { findProject } from '../state/lookup.ts'
import type { JiraBoard, JiraSprint } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { renderConfiguration } from './board-configuration.ts'
import type { RouteContext } from './context.ts'
import { listParam, windowOf } from './paging.ts'

export interface AgileStyle {
  /** In front of a template. */
  readonly base: string
  /** In front of `self`. */
  readonly self: string
  /** Which project a board is of; Data Center does not say. */
  readonly locationOf: (world: World, board: JiraBoard) => JsonObject
}

const STATES = ['future', 'active', 'closed']

/** The agile API's page: `total` is told for boards, not for sprints. */
const page = <T>(
  context: RouteContext,
  request: JiraRequest,
  source: { readonly items: readonly T[]; readonly render: (item: T) => JsonObject; readonly total: boolean },
): Reply => {
  const { startAt, maxResults } = windowOf(context, request)
  const slice = source.items.slice(startAt, startAt + maxResults)
  return counted(
    json({
      maxResults,
      startAt,
      ...(source.total ? { total: source.items.length } : {}),
      isLast: startAt + slice.length >= source.items.length,
      values: slice.map(source.render),
    }),
    slice.length,
  )
}

const visibleBoards = (world: World): JiraBoard[] =>
  [...world.boards.values()].filter(({ projectId }) => {
    const project = world.projects.get(projectId)
    return project !== undefined && !project.deleted && !project.hidden
  })

export const renderSprint = (world: World, style: AgileStyle, sprint: JiraSprint): JsonObject => ({
  id: Number(sprint.id),
  self: `${world.siteUrl}${style.self}/sprint/${sprint.id}`,
  state: sprint.state,
  name: sprint.name,
  ...(sprint.startAt === null ? {} : { startDate: isoInstant(sprint.startAt) }),
  ...(sprint.endAt === null ? {} : { endDate: isoInstant(sprint.endAt) }),
  ...(sprint.completedAt === null ? {} : { completeDate: isoInstant(sprint.completedAt) }),
  originBoardId: Number(sprint.boardId),
  ...(sprint.goal === '' ? {} : { goal: sprint.goal }),
})

/** Boards, their sprints, and a sprint by its id. */
export const addBoardRoutes = (
  router: Router<JiraRequest>,
  context: RouteContext,
  style: AgileStyle,
): void => {
  const { world } = context
  const renderBoard = (board: JiraBoard): JsonObject => ({
    id: Number(board.id),
    self: `${world.siteUrl}${style.self}/board/${board.id}`,
    name: board.name,
    type: board.type,
    ...style.locationOf(world, board),
  })
  const boardAt = (request: JiraRequest): JiraBoard => {
    const id = param(request, 'boardId')
    return (
      visibleBoards(world).find((board) => board.id === id) ??
      refuse(404, 'Board does not exist or you do not have permission to see it.')
    )
  }
  router.add('GET', `${style.base}/board`, (request) => {
    const ref = request.query.get('projectKeyOrId')
    const project = ref === null ? undefined : findProject(world, ref)
    if (ref !== null && (project === undefined || project.deleted || project.hidden))
      return failure(400, `No project could be found with key or id '${ref}'.`)
    const types = listParam(request, 'type')
    const name = request.query.get('name')?.toLowerCase()
    const items = visibleBoards(world)
      .filter(({ projectId }) => project === undefined || projectId === project.id)
      .filter(({ type }) => types.length === 0 || types.includes(type))
      .filter((board) => name === undefined || board.name.toLowerCase().includes(name))
    return page(context, request, { items, render: renderBoard, total: true })
  })
  router.add('GET', `${style.base}/board/{boardId}`, (request) => json(renderBoard(boardAt(request))))
  router.add('GET', `${style.base}/board/{boardId}/configuration`, (request) =>
    json(renderConfiguration(world, boardAt(request), style.self)),
  )
  router.add('GET', `${style.base}/board/{boardId}/sprint`, (request) => {
    const board = boardAt(request)
    if (board.type === 'kanban') return failure(400, 'The board does not support sprints')
    const states = listParam(request, 'state')
    for (const state of states)
      if (!STATES.includes(state)) return failure(400, `'${state}' is not a state of a sprint.`)
    const items = [...world.sprints.values()]
      .filter(({ boardId }) => boardId === board.id)
      .filter(({ state }) => states.length === 0 || states.includes(state))
    return page(context, request, {
      items,
      render: (sprint) => renderSprint(world, style, sprint),
      total: false,
    })
  })
  router.add('GET', `${style.base}/sprint/{sprintId}`, (request) => {
    const sprint = world.sprints.get(param(request, 'sprintId'))
    return sprint === undefined
      ? failure(404, 'Sprint does not exist.')
      : json(renderSprint(world, style, sprint))
  })
}
