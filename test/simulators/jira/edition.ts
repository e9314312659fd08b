import type { Router } from '../common/http/router.ts'
import type { JiraGate } from './gate.ts'
import type { JiraRequest } from './http/request.ts'
import type { RouteContext } from './routes/context.ts'
import type { JiraIssue, JiraUser, JiraWorklog } from './state/model.ts'
import type { Edition, World } from './state/world.ts'

/** In what the two editions differ. */
export interface EditionParts {
  readonly edition: Edition
  /** `/jira`, or empty at the root. */
  readonly contextPath: string
  /** Id under `/ex/jira/{cloudId}`; null on Data Center. */
  readonly cloudId: string | null
  /** In front of a path of the API description: `/rest` where that is its base. */
  readonly base: string
  routes(context: RouteContext): Router<JiraRequest>
  gate(folder: string, world: World): Promise<JiraGate>
  /** How webhooks show things. */
  renderUser(world: World, user: JiraUser): unknown
  renderIssue(world: World, issue: JiraIssue): unknown
  renderWorklog(world: World, worklog: JiraWorklog): unknown
}
