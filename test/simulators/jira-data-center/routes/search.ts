import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { counted, jsonText, refuse } from '../../jira/http/reply.ts'
import { bodyOf, type JiraRequest, param } from '../../jira/http/request.ts'
import { JqlError } from '../../jira/jql/jql-error.ts'
import { search, type SearchResult } from '../../jira/jql/search.ts'
import type { CachedView } from '../../jira/render/cache.ts'
import { cachedIssue } from '../../jira/render/cache.ts'
import { renderWholeChangelog } from '../../jira/render/changelog.ts'
import { selectFields } from '../../jira/render/issue.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { listParam, numberOf } from '../../jira/routes/paging.ts'
import type { JiraIssue } from '../../jira/state/model.ts'
import type { World } from '../../jira/state/world.ts'

const DEFAULT_PAGE = 50
/** `jira.search.views.default.max`. */
const MAX_PAGE = 1000

export interface SearchAsked {
  readonly jql: string
  readonly startAt: number
  readonly maxResults: number
  readonly fields: readonly string[]
  readonly expand: readonly string[]
  /** False makes unknown names and values find nothing instead of being refused. */
  readonly validate: boolean
}

export const askedByQuery = (request: JiraRequest): SearchAsked => ({
  jql: request.query.get('jql') ?? '',
  startAt: numberOf(request, 'startAt', 0),
  maxResults: numberOf(request, 'maxResults', DEFAULT_PAGE),
  fields: listParam(request, 'fields'),
  expand: listParam(request, 'expand'),
  validate: request.query.get('validateQuery') !== 'false',
})

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((part) => typeof part === 'string') : []

const whole = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isInteger(value) ? value : fallback

const askedByBody = (request: JiraRequest): SearchAsked => {
  const body = bodyOf(request)
  const { jql } = body
  return {
    jql: typeof jql === 'string' ? jql : '',
    startAt: whole(body['startAt'], 0),
    maxResults: whole(body['maxResults'], DEFAULT_PAGE),
    fields: strings(body['fields']),
    expand: strings(body['expand']),
    validate: body['validateQuery'] !== false,
  }
}

export const zoneOf = (request: JiraRequest): string => request.caller?.timeZone ?? 'UTC'

export const viewOf = (
  world: World,
  zone: string,
  { fields, expand }: { readonly fields: readonly string[]; readonly expand: readonly string[] },
): CachedView => ({
  world,
  zone,
  fields: selectFields(world, fields),
  key: `${zone}|${fields.join(',')}|${String(expand.includes('changelog'))}`,
  ...(expand.includes('changelog')
    ? { changelog: (issue: JiraIssue) => renderWholeChangelog(world, issue, zone) }
    : {}),
})

const found = (world: World, request: JiraRequest, asked: SearchAsked): SearchResult => {
  try {
    // An empty query finds everything here.
    return search({ world, caller: request.caller, jql: asked.jql, bounded: false })
  } catch (error) {
    if (error instanceof JqlError && !asked.validate) return { rows: [], compare: () => 0 }
    throw error
  }
}

/**
 * A page by its place in the list. Whatever moves within the list while pages are read is skipped, or comes twice: that
 * is how Data Center pages.
 */
export const searchPage = (context: RouteContext, request: JiraRequest, asked: SearchAsked): Reply => {
  const { world } = context
  if (asked.startAt < 0) refuse(400, "The value of the 'startAt' parameter must not be negative.")
  const { rows } = found(world, request, asked)
  const size = Math.max(0, Math.min(asked.maxResults, MAX_PAGE, context.maxPageSize))
  const slice = rows.slice(asked.startAt, asked.startAt + size)
  const fields = asked.fields.length === 0 ? ['*navigable'] : asked.fields
  const view = viewOf(world, zoneOf(request), { fields, expand: asked.expand })
  const texts = slice.flatMap(({ id }) => world.issues.get(id) ?? []).map((issue) => cachedIssue(view, issue))
  return counted(
    jsonText(
      `{"expand":"schema,names","startAt":${asked.startAt},"maxResults":${size},"total":${rows.length},"issues":[${texts.join(',')}]}`,
    ),
    slice.length,
  )
}

/** Search, and the issues of a board or a sprint, which are searches too. */
export const addSearchRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  router.add('GET', '/api/2/search', (request) => searchPage(context, request, askedByQuery(request)))
  router.add('POST', '/api/2/search', (request) => searchPage(context, request, askedByBody(request)))
  router.add('GET', '/agile/1.0/sprint/{sprintId}/issue', (request) => {
    const id = param(request, 'sprintId')
    if (!context.world.sprints.has(id)) return refuse(404, 'Sprint does not exist.')
    const asked = askedByQuery(request)
    const more = asked.jql === '' ? '' : ` AND (${asked.jql})`
    return searchPage(context, request, { ...asked, jql: `sprint = ${id}${more}` })
  })
  router.add('GET', '/agile/1.0/board/{boardId}/issue', (request) => {
    const board = context.world.boards.get(param(request, 'boardId'))
    if (board === undefined)
      return refuse(404, 'The requested board cannot be viewed because it does not exist.')
    const asked = askedByQuery(request)
    const more = asked.jql === '' ? '' : ` AND (${asked.jql})`
    return searchPage(context, request, { ...asked, jql: `project = ${board.projectId}${more}` })
  })
}
