import type { Router } from '../../common/http/router.ts'
import type { JsonObject } from '../../common/json.ts'
import { failure, json, refuse } from '../../jira/http/reply.ts'
import { type JiraRequest, param } from '../../jira/http/request.ts'
import {
  CATEGORY_KEYS,
  renderCategory,
  renderComponent,
  renderField,
  renderIssueType,
  renderLinkType,
  renderListedPriority,
  renderResolution,
  renderStatus,
  renderVersion,
} from '../../jira/render/definitions.ts'
import { renderProject, renderWholeProject } from '../../jira/render/project.ts'
import { renderUser } from '../../jira/render/user.ts'
import { addBoardRoutes } from '../../jira/routes/boards.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { listParam, numberOf, pageBean, windowOf } from '../../jira/routes/paging.ts'
import { jiraInstant } from '../../jira/state/dates.ts'
import { findProject } from '../../jira/state/lookup.ts'
import type { JiraProject } from '../../jira/state/model.ts'
import { visibleProjects } from '../../jira/state/visible.ts'

const VERSION = [10, 3, 24] as const
const BUILT = Date.parse('2026-06-01T00:00:00Z')
const BUILD_NUMBER = 10_030_024

const projectAt = ({ world }: RouteContext, request: JiraRequest): JiraProject => {
  const ref = param(request, 'projectIdOrKey')
  const project = findProject(world, ref)
  return project === undefined || project.deleted || project.hidden
    ? refuse(404, `No project could be found with key '${ref}'.`)
    : project
}

/** The server, and everything that issues name by id. */
export const addDefinitionRoutes = (router: Router<JiraRequest>, { world }: RouteContext): void => {
  router.add('GET', '/api/2/serverInfo', () =>
    json({
      baseUrl: world.siteUrl,
      version: VERSION.join('.'),
      versionNumbers: [...VERSION],
      deploymentType: 'Server',
      buildNumber: BUILD_NUMBER,
      buildDate: jiraInstant(BUILT),
      databaseBuildNumber: BUILD_NUMBER,
      serverTime: jiraInstant(world.clock.now()),
      scmInfo: 'simulated',
      serverTitle: 'Jira',
    }),
  )
  router.add('GET', '/api/2/myself', ({ caller }) =>
    caller === null
      ? refuse(401, 'You are not authenticated. Authentication required to perform this operation.')
      : json({ ...renderUser(world, caller), locale: 'en_US', expand: 'groups,applicationRoles' }),
  )
  const list = <T>(path: string, of: () => Iterable<T>, render: (item: T) => JsonObject): void =>
    router.add('GET', path, () => json([...of()].map(render)))
  list(
    '/api/2/field',
    () => world.fields.values(),
    (field) => renderField(world, field),
  )
  list(
    '/api/2/status',
    () => world.statuses.values(),
    (status) => renderStatus(world, status),
  )
  list(
    '/api/2/statuscategory',
    () => CATEGORY_KEYS,
    (key) => renderCategory(world, key),
  )
  list(
    '/api/2/issuetype',
    () => world.issueTypes.values(),
    (type) => renderIssueType(world, type),
  )
  list(
    '/api/2/priority',
    () => world.priorities.values(),
    (one) => renderListedPriority(world, one),
  )
  list(
    '/api/2/resolution',
    () => world.resolutions.values(),
    (one) => renderResolution(world, one),
  )
  router.add('GET', '/api/2/issueLinkType', () =>
    json({ issueLinkTypes: [...world.linkTypes.values()].map((type) => renderLinkType(world, type)) }),
  )
}

/** Projects with their statuses, versions and components. The list is not paged. */
export const addProjectRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  const { world } = context
  router.add('GET', '/api/2/project', (request) => {
    const archived = request.query.get('includeArchived') === 'true'
    const expand = new Set(listParam(request, 'expand'))
    const projects = visibleProjects(world).filter((project) => archived || !project.archived)
    return json(projects.map((project) => renderProject(world, project, expand)))
  })
  const of = (path: string, render: (project: JiraProject, request: JiraRequest) => unknown): void =>
    router.add('GET', `/api/2/project/{projectIdOrKey}${path}`, (request) =>
      json(render(projectAt(context, request), request)),
    )
  of('', (project) => renderWholeProject(world, project))
  of('/statuses', (project) =>
    project.issueTypeIds
      .flatMap((id) => world.issueTypes.get(id) ?? [])
      .map((type) => ({
        self: `${world.siteUrl}/rest/api/2/issuetype/${type.id}`,
        id: type.id,
        name: type.name,
        subtask: type.hierarchyLevel < 0,
        statuses: project.statusIds
          .flatMap((id) => world.statuses.get(id) ?? [])
          .map((status) => renderStatus(world, status)),
      })),
  )
  of('/versions', (project) => project.versions.map((version) => renderVersion(world, project, version)))
  of('/version', (project, request) =>
    pageBean(context, request, {
      items: project.versions,
      render: (version) => renderVersion(world, project, version),
    }),
  )
  of('/components', (project) =>
    project.components.map((component) => renderComponent(world, project, component)),
  )
  addBoardRoutes(router, context, { base: '/agile/1.0', self: '/rest/agile/1.0', locationOf: () => ({}) })
}

const NO_USER = 'The user named was not found.'

/** People by name and key. */
export const addPeopleRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  const { world } = context
  const people = () => [...world.users.values()].filter(({ deleted }) => !deleted)
  router.add('GET', '/api/2/user', (request) => {
    const [name, key] = [request.query.get('username'), request.query.get('key')]
    const user = people().find((one) => one.name === name || one.key === key)
    return user === undefined ? failure(404, NO_USER) : json(renderUser(world, user))
  })
  router.add('GET', '/api/2/user/search', (request) => {
    const query = request.query.get('username')
    if (query === null) return failure(400, 'The username query parameter was not provided')
    const { startAt, maxResults } = windowOf(context, request, { fallback: 50, most: 1000 })
    const inactive = request.query.get('includeInactive') === 'true'
    // A dot finds everybody, as every address has one.
    const matching = people()
      .filter(({ active }) => active || inactive)
      .filter(({ name, displayName, emailAddress }) =>
        `${name} ${displayName} ${emailAddress}`.toLowerCase().includes(query.toLowerCase()),
      )
    return json(matching.slice(startAt, startAt + maxResults).map((user) => renderUser(world, user)))
  })
  router.add('GET', '/api/2/user/list', (request) => {
    const size = Math.min(numberOf(request, 'maxResults', 2000), 2000, context.maxPageSize)
    const cursor = numberOf(request, 'cursor', 0)
    const all = people()
    const values = all.slice(cursor, cursor + size).map((user) => renderUser(world, user))
    const next = cursor + values.length
    const isLast = next >= all.length
    const address = (at: number): string =>
      `${world.siteUrl}/rest/api/2/user/list?cursor=${at}&maxResults=${size}`
    return json({
      self: address(cursor),
      maxResults: size,
      isLast,
      ...(isLast ? {} : { nextCursor: String(next), nextPage: address(next) }),
      values,
    })
  })
}
