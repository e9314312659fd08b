import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { counted, failure, json, refuse } from '../../jira/http/reply.ts'
import { type JiraRequest, param } from '../../jira/http/request.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { listParam, pageBean } from '../../jira/routes/paging.ts'
import { findProject } from '../../jira/state/lookup.ts'
import type { JiraProject } from '../../jira/state/model.ts'
import { isListed } from '../../jira/state/touch.ts'
import { visibleProjects } from '../../jira/state/visible.ts'
import type { World } from '../../jira/state/world.ts'
import { renderComponent, renderStatus, renderVersion } from '../../jira/render/definitions.ts'
import { renderProject, renderWholeProject } from '../../jira/render/project.ts'

const NO_PROJECT = (ref: string): string => `No project could be found with key '${ref}'.`

const STATUS_FILTERS = ['live', 'archived', 'deleted']

/** By id, key or former key. */
export const projectAt = (context: RouteContext, request: JiraRequest): JiraProject => {
  const ref = param(request, 'projectIdOrKey')
  const project = findProject(context.world, ref)
  return project === undefined || project.deleted || project.hidden ? refuse(404, NO_PROJECT(ref)) : project
}

const ORDERS: Readonly<Record<string, (project: JiraProject) => string>> = {
  key: ({ key }) => key,
  name: ({ name }) => name,
}

const searchProjects = (context: RouteContext, request: JiraRequest): Reply => {
  const { world } = context
  const statuses = listParam(request, 'status')
  for (const status of statuses)
    if (!STATUS_FILTERS.includes(status)) return failure(400, `The status '${status}' is not known.`)
  const wanted = new Set(statuses.length === 0 ? ['live'] : statuses)
  const ids = listParam(request, 'id')
  const keys = listParam(request, 'keys')
  const query = request.query.get('query')?.toLowerCase()
  const order = request.query.get('orderBy') ?? 'key'
  const key = ORDERS[order.replace(/^[-+]/, '')]
  if (key === undefined) return failure(400, `The order '${order}' is not known.`)
  const sign = order.startsWith('-') ? -1 : 1
  const stateOf = ({ deleted, archived }: JiraProject): string =>
    deleted ? 'deleted' : archived ? 'archived' : 'live'
  const items = [...world.projects.values()]
    .filter((project) => !project.hidden && wanted.has(stateOf(project)))
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter((project) => keys.length === 0 || keys.includes(project.key))
    .filter(
      (project) => query === undefined || `${project.key} ${project.name}`.toLowerCase().includes(query),
    )
    .toSorted((left, right) => (key(left) < key(right) ? -sign : sign))
  const expand = new Set(listParam(request, 'expand'))
  return counted(
    json(pageBean(context, request, { items, render: (project) => renderProject(world, project, expand) })),
    items.length,
  )
}

const statusesOf = (world: World, project: JiraProject): unknown =>
  project.issueTypeIds
    .flatMap((id) => world.issueTypes.get(id) ?? [])
    .map((type) => ({
      self: `${world.siteUrl}/rest/api/3/issuetype/${type.id}`,
      id: type.id,
      name: type.name,
      subtask: type.hierarchyLevel < 0,
      statuses: project.statusIds
        .flatMap((id) => world.statuses.get(id) ?? [])
        .map((status) => renderStatus(world, status)),
    }))

const versionStatus = ({ released, archived }: JiraProject['versions'][number]): string =>
  archived ? 'archived' : released ? 'released' : 'unreleased'

/** Projects, and what is theirs: statuses, versions, components. */
export const addProjectRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  const { world } = context
  const at = (request: JiraRequest): JiraProject => projectAt(context, request)
  router.add('GET', '/rest/api/3/project/search', (request) => searchProjects(context, request))
  router.add('GET', '/rest/api/3/project', (request) => {
    const expand = new Set(listParam(request, 'expand'))
    const projects = visibleProjects(world).filter(({ archived }) => !archived)
    return json(projects.map((project) => renderProject(world, project, expand)))
  })
  router.add('GET', '/rest/api/3/project/{projectIdOrKey}', (request) =>
    json(renderWholeProject(world, at(request))),
  )
  router.add('GET', '/rest/api/3/project/{projectIdOrKey}/statuses', (request) =>
    json(statusesOf(world, at(request))),
  )
  router.add('GET', '/rest/api/3/project/{projectIdOrKey}/version', (request) => {
    const project = at(request)
    const wanted = listParam(request, 'status')
    const items = project.versions.filter(
      (version) => wanted.length === 0 || wanted.includes(versionStatus(version)),
    )
    return json(
      pageBean(context, request, { items, render: (version) => renderVersion(world, project, version) }),
    )
  })
  router.add('GET', '/rest/api/3/project/{projectIdOrKey}/versions', (request) => {
    const project = at(request)
    return json(project.versions.map((version) => renderVersion(world, project, version)))
  })
  router.add('GET', '/rest/api/3/project/{projectIdOrKey}/component', (request) => {
    const project = at(request)
    return json(
      pageBean(context, request, {
        items: project.components,
        render: (component) => ({
          ...renderComponent(world, project, component),
          issueCount: [...world.issues.values()].filter(
            (issue) => isListed(world, issue) && issue.componentIds.includes(component.id),
          ).length,
        }),
      }),
    )
  })
  router.add('GET', '/rest/api/3/project/{projectIdOrKey}/components', (request) => {
    const project = at(request)
    return json(project.components.map((component) => renderComponent(world, project, component)))
  })
  router.add('GET', '/rest/api/3/version/{id}/unresolvedIssueCount', (request) => {
    const id = param(request, 'id')
    const known = [...world.projects.values()].some(({ versions }) => versions.some((one) => one.id === id))
    if (!known) return failure(404, `Could not find version for id '${id}'`)
    const fixed = [...world.issues.values()].filter(
      (issue) => isListed(world, issue) && issue.fixVersionIds.includes(id),
    )
    return json({
      self: `${world.siteUrl}/rest/api/3/version/${id}`,
      issuesUnresolvedCount: fixed.filter(({ resolutionId }) => resolutionId === null).length,
      issuesCount: fixed.length,
    })
  })
}
