import type { Router } from '../../common/http/router.ts'
import type { JsonObject } from '../../common/json.ts'
import { failure } from '../../jira/http/reply.ts'
import type { JiraRequest } from '../../jira/http/request.ts'
import { addBoardRoutes } from '../../jira/routes/boards.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import type { JiraBoard } from '../../jira/state/model.ts'
import type { World } from '../../jira/state/world.ts'

const REMOVED =
  'The requested API has been removed. Please use the /rest/software/1.0 endpoints or /rest/api/3/search/jql.'

/** Reads of issues that left the agile API on 2026-11-01. */
const GONE: readonly string[] = [
  '/rest/agile/1.0/board/{boardId}/backlog',
  '/rest/agile/1.0/board/{boardId}/issue',
  '/rest/agile/1.0/board/{boardId}/epic/none/issue',
  '/rest/agile/1.0/board/{boardId}/epic/{epicId}/issue',
  '/rest/agile/1.0/board/{boardId}/sprint/{sprintId}/issue',
  '/rest/agile/1.0/epic/none/issue',
  '/rest/agile/1.0/epic/{epicIdOrKey}/issue',
  '/rest/agile/1.0/sprint/{sprintId}/issue',
]

const locationOf = (world: World, board: JiraBoard): JsonObject => {
  const project = world.projects.get(board.projectId)
  if (project === undefined) return {}
  return {
    location: {
      projectId: Number(project.id),
      displayName: `${project.name} (${project.key})`,
      projectName: project.name,
      projectKey: project.key,
      projectTypeKey: project.typeKey,
      avatarURI: `${world.siteUrl}/rest/api/2/universal_avatar/view/type/project/avatar/${project.id}?size=small`,
      name: `${project.name} (${project.key})`,
    },
  }
}

/** Boards and sprints. Issues are no longer read here. */
export const addAgileRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  addBoardRoutes(router, context, { base: '/rest/agile/1.0', self: '/rest/agile/1.0', locationOf })
  for (const template of GONE) router.add('GET', template, () => failure(410, REMOVED))
}
