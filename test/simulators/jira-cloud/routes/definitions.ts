import type { Router } from '../../common/http/router.ts'
import { counted, json, refuse } from '../../jira/http/reply.ts'
import { type JiraRequest, param } from '../../jira/http/request.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { pageBean } from '../../jira/routes/paging.ts'
import { jiraInstant } from '../../jira/state/dates.ts'
import { visibleIssues } from '../../jira/state/visible.ts'
import {
  CATEGORY_KEYS,
  renderCategory,
  renderField,
  renderIssueType,
  renderLinkType,
  renderListedPriority,
  renderResolution,
  renderStatus,
} from '../../jira/render/definitions.ts'
import { renderUser } from '../../jira/render/user.ts'

const BUILT = Date.parse('2025-12-01T00:00:00Z')
const BUILD_NUMBER = 100_300

/** The site, the caller, and everything that issues name by id. */
export const addDefinitionRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  const { world } = context
  router.add('GET', '/rest/api/3/serverInfo', () =>
    json({
      baseUrl: world.siteUrl,
      displayUrl: world.siteUrl,
      version: '1001.0.0-SNAPSHOT',
      versionNumbers: [1001, 0, 0],
      deploymentType: 'Cloud',
      buildNumber: BUILD_NUMBER,
      buildDate: jiraInstant(BUILT),
      serverTime: jiraInstant(world.clock.now()),
      scmInfo: 'simulated',
      serverTitle: 'Jira',
      serverTimeZone: 'Etc/UTC',
    }),
  )
  router.add('GET', '/rest/api/3/myself', ({ caller }) =>
    caller === null
      ? refuse(401, 'Client must be authenticated to access this resource.')
      : json({ ...renderUser(world, caller), locale: 'en_US', expand: 'groups,applicationRoles' }),
  )
  router.add('GET', '/rest/api/3/field', () => {
    const fields = [...world.fields.values()]
    return counted(json(fields.map((field) => renderField(world, field))), fields.length)
  })
  router.add('GET', '/rest/api/3/status', () => {
    const statuses = [...world.statuses.values()]
    return counted(json(statuses.map((status) => renderStatus(world, status))), statuses.length)
  })
  router.add('GET', '/rest/api/3/statuscategory', () =>
    json(CATEGORY_KEYS.map((key) => renderCategory(world, key))),
  )
  router.add('GET', '/rest/api/3/issuetype', () =>
    json([...world.issueTypes.values()].map((type) => renderIssueType(world, type))),
  )
  router.add('GET', '/rest/api/3/priority', () =>
    json([...world.priorities.values()].map((priority) => renderListedPriority(world, priority))),
  )
  router.add('GET', '/rest/api/3/priority/search', (request) =>
    json(
      pageBean(context, request, {
        items: [...world.priorities.values()],
        render: (priority) => ({
          ...renderListedPriority(world, priority),
          isDefault: priority.name === 'Medium',
        }),
      }),
    ),
  )
  router.add('GET', '/rest/api/3/resolution', () =>
    json([...world.resolutions.values()].map((resolution) => renderResolution(world, resolution))),
  )
  router.add('GET', '/rest/api/3/resolution/search', (request) =>
    json(
      pageBean(context, request, {
        items: [...world.resolutions.values()],
        render: (resolution) => renderResolution(world, resolution),
      }),
    ),
  )
  router.add('GET', '/rest/api/3/issueLinkType', () =>
    json({ issueLinkTypes: [...world.linkTypes.values()].map((type) => renderLinkType(world, type)) }),
  )
  router.add('GET', '/rest/api/3/issueLinkType/{issueLinkTypeId}', (request) => {
    const type = world.linkTypes.get(param(request, 'issueLinkTypeId'))
    return type === undefined
      ? refuse(404, 'No issue link type with that id.')
      : json(renderLinkType(world, type))
  })
  router.add('GET', '/rest/api/3/label', (request) => {
    const labels = [...new Set(visibleIssues(world).flatMap(({ labels: own }) => own))].toSorted()
    const page = pageBean(context, request, {
      items: labels,
      most: 1000,
      fallback: 1000,
      render: (name) => ({ name }),
    })
    return json({
      ...page,
      values: labels.slice(Number(page['startAt']), Number(page['startAt']) + Number(page['maxResults'])),
    })
  })
}
