import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { counted, failure, jsonText, json, refuse } from '../../jira/http/reply.ts'
import { bodyOf, type JiraRequest } from '../../jira/http/request.ts'
import { search } from '../../jira/jql/search.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { markOf, questionOf, tokenOf } from '../../jira/routes/page-token.ts'
import { listParam, numberOf } from '../../jira/routes/paging.ts'
import type { IndexDocument, JiraIssue } from '../../jira/state/model.ts'
import type { World } from '../../jira/state/world.ts'
import { selectFields } from '../../jira/render/issue.ts'
import { renderChangelogPage } from '../../jira/render/changelog.ts'
import { type CachedView, cachedIssue } from '../../jira/render/cache.ts'

const TOKEN_LIFE_MS = 7 * 86_400_000
const MAX_PAGE = 5000
/** A page with more than ids holds less: Jira cuts it by what it would have to load. */
const MAX_PAGE_FEW_FIELDS = 1000
const MAX_PAGE_MANY_FIELDS = 100
const FEW_FIELDS = 5
const MAX_RECONCILE = 50
const DEFAULT_PAGE = 50
const LONGEST_IN_TOKEN = 255

interface SearchRequest {
  readonly jql: string
  readonly fields: readonly string[]
  readonly fieldsByKeys: boolean
  readonly expand: readonly string[]
  readonly maxResults: number
  readonly nextPageToken: string | null
  readonly reconcile: readonly string[]
}

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((part) => typeof part === 'string') : []

const split = (text: unknown): readonly string[] => (typeof text === 'string' ? text.split(',') : [])

const fromQuery = (request: JiraRequest): SearchRequest => ({
  jql: request.query.get('jql') ?? '',
  fields: listParam(request, 'fields'),
  fieldsByKeys: request.query.get('fieldsByKeys') === 'true',
  expand: split(request.query.get('expand')),
  maxResults: numberOf(request, 'maxResults', DEFAULT_PAGE),
  nextPageToken: request.query.get('nextPageToken'),
  reconcile: listParam(request, 'reconcileIssues'),
})

const fromBody = (request: JiraRequest): SearchRequest => {
  const body = bodyOf(request)
  const { jql, maxResults, nextPageToken, reconcileIssues } = body
  return {
    jql: typeof jql === 'string' ? jql : '',
    fields: strings(body['fields']),
    fieldsByKeys: body['fieldsByKeys'] === true,
    expand: split(body['expand']),
    maxResults: typeof maxResults === 'number' ? maxResults : DEFAULT_PAGE,
    nextPageToken: typeof nextPageToken === 'string' ? nextPageToken : null,
    reconcile: Array.isArray(reconcileIssues) ? reconcileIssues.map(String) : [],
  }
}

const pageSize = (wanted: number, fields: readonly string[], expand: readonly string[]): number => {
  const bare = fields.length === 0 || (fields.length === 1 && (fields[0] === 'id' || fields[0] === 'key'))
  if (bare && expand.length === 0) return Math.min(wanted, MAX_PAGE)
  const few = fields.length <= FEW_FIELDS && !fields.some((name) => name.startsWith('*'))
  return Math.min(wanted, few && expand.length === 0 ? MAX_PAGE_FEW_FIELDS : MAX_PAGE_MANY_FIELDS)
}

const INVALID_TOKEN = 'The provided next page token is invalid or expired.'

const answer = (context: RouteContext, request: JiraRequest, asked: SearchRequest): Reply => {
  const { world } = context
  if (asked.reconcile.length > MAX_RECONCILE)
    return failure(400, `The maximum number of issues to reconcile is ${MAX_RECONCILE}.`)
  if (asked.maxResults < 1 || asked.maxResults > MAX_PAGE)
    return failure(400, `The value for maxResults must be between 1 and ${MAX_PAGE}.`)
  const reconcile = asked.reconcile.length === 0 ? undefined : new Set(asked.reconcile)
  const { rows, compare } = search({
    world,
    caller: request.caller,
    jql: asked.jql,
    bounded: true,
    ...(reconcile === undefined ? {} : { reconcile }),
  })
  const question = questionOf([asked.jql, request.caller?.name])
  const from = asked.nextPageToken === null ? 0 : placeAfter(asked.nextPageToken)
  function placeAfter(token: string): number {
    const mark = markOf(token, question, world.clock.now())
    if (mark === undefined) return refuse(400, INVALID_TOKEN)
    // The row that ended the last page, as it was then: what changed since has moved, and shifts nothing.
    const [ended] = JSON.parse(mark.after) as [(typeof rows)[number]]
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const row = rows[middle]
      if (row !== undefined && compare(row, ended) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }
  const size = Math.min(pageSize(asked.maxResults, asked.fields, asked.expand), context.maxPageSize)
  const slice = rows.slice(from, from + size)
  const isLast = from + slice.length >= rows.length
  const last = slice.at(-1)
  const issues = slice.flatMap(({ id }) => world.issues.get(id) ?? [])
  const texts = textsOf(context, request, asked, issues)
  const expiresAt = world.clock.now() + TOKEN_LIFE_MS
  const token =
    isLast || last === undefined
      ? []
      : [
          `"nextPageToken":${JSON.stringify(tokenOf({ question, after: JSON.stringify([shortened(last)]), expiresAt }))}`,
        ]
  const parts = [
    `"issues":[${texts.join(',')}]`,
    ...namesOf(world, asked),
    ...token,
    `"isLast":${String(isLast)}`,
  ]
  return counted(jsonText(`{${parts.join(',')}}`), slice.length)
}

/** A token need not carry a long title: rows are told apart long before its end, and by their ids after it. */
const shortened = (row: IndexDocument): IndexDocument => ({
  ...row,
  summary: row.summary.slice(0, LONGEST_IN_TOKEN),
})

const namesOf = (world: World, asked: SearchRequest): string[] => {
  if (!asked.expand.includes('names')) return []
  const fields = selectFields(world, asked.fields)
  return [`"names":${JSON.stringify(Object.fromEntries(fields.map(({ id, name }) => [id, name])))}`]
}

/** Without fields an issue is its id alone. */
const textsOf = (
  context: RouteContext,
  request: JiraRequest,
  asked: SearchRequest,
  issues: readonly JiraIssue[],
): readonly string[] => {
  const { world } = context
  if (asked.expand.length === 0 && asked.fields.every((name) => name === 'id'))
    return issues.map(({ id }) => JSON.stringify({ id }))
  const zone = request.caller?.timeZone ?? 'UTC'
  const names = asked.fields.length === 0 ? ['id'] : asked.fields
  const view: CachedView = {
    world,
    zone,
    fields: selectFields(world, names),
    key: `${zone}|${names.join(',')}`,
    ...(asked.expand.includes('changelog')
      ? { changelog: (issue: JiraIssue) => renderChangelogPage(world, issue, zone) }
      : {}),
  }
  return issues.map((issue) => cachedIssue(view, issue))
}

const count = (context: RouteContext, request: JiraRequest): Reply => {
  const { jql } = bodyOf(request)
  const { rows } = search({
    world: context.world,
    caller: request.caller,
    jql: typeof jql === 'string' ? jql : '',
    bounded: true,
  })
  return json({ count: rows.length })
}

const REMOVED =
  'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046'

/** Search, its count, and what it replaced: gone, which is no empty answer. */
export const addSearchRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  router.add('GET', '/rest/api/3/search/jql', (request) => answer(context, request, fromQuery(request)))
  router.add('POST', '/rest/api/3/search/jql', (request) => answer(context, request, fromBody(request)))
  router.add('POST', '/rest/api/3/search/approximate-count', (request) => count(context, request))
  for (const version of ['2', '3', 'latest'])
    for (const method of ['GET', 'POST'])
      router.add(method, `/rest/api/${version}/search`, () => failure(410, REMOVED))
}
