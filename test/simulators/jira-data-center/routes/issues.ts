import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { counted, failure, json, jsonText, refuse } from '../../jira/http/reply.ts'
import { bodyOf, type JiraRequest, param } from '../../jira/http/request.ts'
import { cachedIssue } from '../../jira/render/cache.ts'
import { liveWorklogs, renderWorklog } from '../../jira/render/work.ts'
import { changedWorklogs, worklogsById } from '../../jira/routes/changed-worklogs.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { listParam } from '../../jira/routes/paging.ts'
import { renderRemoteLinks } from '../../jira/routes/remote-links.ts'
import type { JiraIssue } from '../../jira/state/model.ts'
import { isVisible } from '../../jira/state/touch.ts'
import { viewOf, zoneOf } from './search.ts'

const MAX_LIST = 1000

const issueAt = ({ world }: RouteContext, request: JiraRequest): JiraIssue => {
  const ref = param(request, 'issueIdOrKey')
  const issue = world.issueKeys.get(ref.toUpperCase()) ?? world.issues.get(ref)
  return issue !== undefined && isVisible(world, issue) ? issue : refuse(404, 'Issue Does Not Exist')
}

const worklogList = ({ world }: RouteContext, request: JiraRequest): Reply => {
  const { ids } = bodyOf(request)
  const wanted = Array.isArray(ids) ? ids.map(String) : []
  if (wanted.length > MAX_LIST) return failure(400, `The maximum number of worklogs is ${MAX_LIST}.`)
  const found = worklogsById(world, wanted)
  return counted(json(found.map((worklog) => renderWorklog(world, worklog, zoneOf(request)))), found.length)
}

/** Issues one by one, with their history, work and remote links. */
export const addIssueRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  const { world } = context
  router.add('GET', '/api/2/issue/{issueIdOrKey}', (request) => {
    const fields = listParam(request, 'fields')
    const view = viewOf(world, zoneOf(request), {
      fields: fields.length === 0 ? ['*all'] : fields,
      expand: listParam(request, 'expand'),
    })
    return counted(jsonText(cachedIssue(view, issueAt(context, request))), 1)
  })
  router.add('GET', '/api/2/issue/{issueIdOrKey}/remotelink', (request) =>
    json(renderRemoteLinks(world, issueAt(context, request), request.query.get('globalId'))),
  )
  router.add('GET', '/api/2/issue/{issueIdOrKey}/worklog', (request) => {
    const live = liveWorklogs(issueAt(context, request))
    const worklogs = live.map((worklog) => renderWorklog(world, worklog, zoneOf(request)))
    // Not paged at all, whatever the keys seem to say.
    return json({ startAt: 0, maxResults: live.length, total: live.length, worklogs })
  })
  for (const kind of ['updated', 'deleted'] as const)
    router.add('GET', `/api/2/worklog/${kind}`, (request) =>
      changedWorklogs(context, request, { kind, path: `/rest/api/2/worklog/${kind}` }),
    )
  router.add('POST', '/api/2/worklog/list', (request) => worklogList(context, request))
}
