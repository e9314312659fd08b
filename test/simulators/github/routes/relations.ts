import { pagedBytes } from '../http/paging.ts'
import type { Reply } from '../../common/http/reply.ts'
import { notFound } from '../http/reply.ts'
import type { SimulatorRequest } from '../http/request.ts'
import type { GitHubRouter } from '../http/request.ts'
import { renderedIssue } from '../render/issue.ts'
import { isVisible, repositoryOf } from '../state/lookup.ts'
import type { Issue } from '../state/model.ts'
import { maySee } from '../auth.ts'
import { pageCap, type RouteContext, withIssue } from './context.ts'
import { issueReply } from './issues.ts'

const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}'

/** Sub-issues, parent and dependencies. */
export const addRelationRoutes = (router: GitHubRouter, context: RouteContext): void => {
  const list = (request: SimulatorRequest, ids: readonly number[]): Reply =>
    pagedBytes(request, {
      items: visibleTo(context, request, ids),
      cap: pageCap(context),
      render: (issue) => renderedIssue(context.world, issue),
    })
  router.add('GET', `${ISSUE}/sub_issues`, (request) =>
    withIssue(context, request, { redirects: false, serve: ({ issue }) => list(request, issue.subIssues) }),
  )
  router.add('GET', `${ISSUE}/dependencies/blocked_by`, (request) =>
    withIssue(context, request, { redirects: true, serve: ({ issue }) => list(request, issue.blockedBy) }),
  )
  router.add('GET', `${ISSUE}/dependencies/blocking`, (request) =>
    withIssue(context, request, { redirects: true, serve: ({ issue }) => list(request, issue.blocking) }),
  )
  router.add('GET', `${ISSUE}/parent`, (request) =>
    withIssue(context, request, {
      redirects: true,
      serve: ({ issue }) => {
        const [parent] = issue.parent === null ? [] : visibleTo(context, request, [issue.parent])
        return parent === undefined ? notFound() : issueReply(context.world, parent)
      },
    }),
  )
}

const visibleTo = (context: RouteContext, request: SimulatorRequest, ids: readonly number[]): Issue[] =>
  ids.flatMap((id) => {
    const issue = context.world.issues.get(id)
    if (issue === undefined || !isVisible(context.world, issue)) return []
    return maySee(request.principal, repositoryOf(context.world, issue)) ? [issue] : []
  })
