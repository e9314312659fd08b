import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { counted, failure, json } from '../../jira/http/reply.ts'
import { bodyOf, type JiraRequest } from '../../jira/http/request.ts'
import { changedWorklogs, worklogsById } from '../../jira/routes/changed-worklogs.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { numberOf, windowOf } from '../../jira/routes/paging.ts'
import { liveWorklogs, renderWorklog } from '../../jira/render/work.ts'
import { issueAt } from './issues.ts'

const MAX_LIST = 1000

const zoneOf = (request: JiraRequest): string => request.caller?.timeZone ?? 'UTC'

const list = ({ world }: RouteContext, request: JiraRequest): Reply => {
  const { ids } = bodyOf(request)
  const wanted = Array.isArray(ids) ? ids.map(String) : []
  if (wanted.length > MAX_LIST) return failure(400, `The maximum number of worklogs is ${MAX_LIST}.`)
  const found = worklogsById(world, wanted)
  return counted(json(found.map((worklog) => renderWorklog(world, worklog, zoneOf(request)))), found.length)
}

const ofIssue = (context: RouteContext, request: JiraRequest): Reply => {
  const issue = issueAt(context, request)
  const { startAt, maxResults } = windowOf(context, request, { fallback: 5000, most: 5000 })
  const after = numberOf(request, 'startedAfter', -Infinity)
  const before = numberOf(request, 'startedBefore', Infinity)
  const live = liveWorklogs(issue).filter(({ startedAt }) => startedAt >= after && startedAt < before)
  const worklogs = live
    .slice(startAt, startAt + maxResults)
    .map((worklog) => renderWorklog(context.world, worklog, zoneOf(request)))
  return counted(json({ startAt, maxResults, total: live.length, worklogs }), worklogs.length)
}

/** Work that was logged: what changed and what went since an instant, and the rows themselves. */
export const addWorklogRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  for (const kind of ['updated', 'deleted'] as const)
    router.add('GET', `/rest/api/3/worklog/${kind}`, (request) =>
      changedWorklogs(context, request, { kind, path: `/rest/api/3/worklog/${kind}` }),
    )
  router.add('POST', '/rest/api/3/worklog/list', (request) => list(context, request))
  router.add('GET', '/rest/api/3/issue/{issueIdOrKey}/worklog', (request) => ofIssue(context, request))
}
