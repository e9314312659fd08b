import { cursorPage, type PageSource } from '../http/paging.ts'
import type { Reply } from '../../common/http/reply.ts'
import { json, notFound } from '../http/reply.ts'
import { numberParam, param, type SimulatorRequest } from '../http/request.ts'
import type { GitHubRouter } from '../http/request.ts'
import { renderProject, renderProjectField, renderProjectItem } from '../render/project.ts'
import { projectAt } from '../state/lookup.ts'
import type { Project, ProjectField } from '../state/model.ts'
import { pageCap, type RouteContext } from './context.ts'

/** Projects v2 over REST, for organisations and users alike. */
export const addProjectRoutes = (router: GitHubRouter, context: RouteContext): void => {
  addProjectRoutesOf(router, context, { prefix: '/orgs/{org}', owner: 'org' })
  addProjectRoutesOf(router, context, { prefix: '/users/{username}', owner: 'username' })
}

const addProjectRoutesOf = (
  router: GitHubRouter,
  context: RouteContext,
  place: { readonly prefix: string; readonly owner: string },
): void => {
  const { world } = context
  const base = `${place.prefix}/projectsV2`
  const withProject = (request: SimulatorRequest, serve: (project: Project) => Reply): Reply => {
    const project = projectAt(world, param(request, place.owner), numberParam(request, 'project_number'))
    const visible = project !== undefined && (project.public || request.principal.kind !== 'anonymous')
    return visible ? serve(project) : notFound()
  }
  const page = <T>(
    request: SimulatorRequest,
    source: Omit<PageSource<T>, 'cap'> & {
      readonly key: (item: T) => number
      readonly render: (item: T) => unknown
    },
  ): Reply => {
    const { slice, headers } = cursorPage(request, { ...source, cap: pageCap(context) })
    return json(slice.map(source.render), { headers })
  }
  router.add('GET', base, (request) => {
    const owner = param(request, place.owner).toLowerCase()
    const items = world.projects.filter(
      (project) =>
        project.owner.toLowerCase() === owner && (project.public || request.principal.kind !== 'anonymous'),
    )
    return page(request, { items, key: (item) => item.id, render: (item) => renderProject(world, item) })
  })
  router.add('GET', `${base}/{project_number}`, (request) =>
    withProject(request, (project) => json(renderProject(world, project))),
  )
  router.add('GET', `${base}/{project_number}/fields`, (request) =>
    withProject(request, (project) =>
      page(request, {
        items: project.fields,
        key: (field) => field.id,
        render: (field) => renderProjectField(world, project, field),
      }),
    ),
  )
  router.add('GET', `${base}/{project_number}/fields/{field_id}`, (request) =>
    withProject(request, (project) => {
      const field = project.fields.find((candidate) => candidate.id === numberParam(request, 'field_id'))
      return field === undefined ? notFound() : json(renderProjectField(world, project, field))
    }),
  )
  router.add('GET', `${base}/{project_number}/items`, (request) =>
    withProject(request, (project) =>
      page(request, {
        items: project.items.filter((item) => item.archivedAt === null),
        key: (item) => item.id,
        render: (item) =>
          renderProjectItem(world, project, { item, fields: fieldsAskedFor(project, request) }),
      }),
    ),
  )
  router.add('GET', `${base}/{project_number}/items/{item_id}`, (request) =>
    withProject(request, (project) => {
      const item = project.items.find((candidate) => candidate.id === numberParam(request, 'item_id'))
      if (item === undefined) return notFound()
      return json(renderProjectItem(world, project, { item, fields: fieldsAskedFor(project, request) }))
    }),
  )
}

/** `fields=1,2` or repeated `fields[]`; without it GitHub answers the title alone. */
const fieldsAskedFor = (project: Project, request: SimulatorRequest): ProjectField[] => {
  const asked = [...request.query.getAll('fields'), ...request.query.getAll('fields[]')].flatMap((text) =>
    text.split(','),
  )
  if (asked.length === 0) return project.fields.filter((field) => field.dataType === 'TITLE')
  return project.fields.filter((field) => asked.includes(String(field.id)))
}
