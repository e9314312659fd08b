import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import type { JsonObject } from '../../common/json.ts'
import { counted, failure, json, jsonText, refuse } from '../../jira/http/reply.ts'
import { bodyOf, type JiraRequest, param } from '../../jira/http/request.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { markOf, questionOf, tokenOf } from '../../jira/routes/page-token.ts'
import { listParam, pageBean } from '../../jira/routes/paging.ts'
import { renderRemoteLinks } from '../../jira/routes/remote-links.ts'
import type { JiraIssue } from '../../jira/state/model.ts'
import { isVisible } from '../../jira/state/touch.ts'
import type { World } from '../../jira/state/world.ts'
import { type CachedView, cachedIssue } from '../../jira/render/cache.ts'
import { renderChangelogPage } from '../../jira/render/changelog.ts'
import { renderIssue, selectFields } from '../../jira/render/issue.ts'
import { historyText, renderHistory } from '../../jira/render/work.ts'

const MAX_BULK = 100
const MAX_CHANGELOG_ISSUES = 1000
const MAX_CHANGELOG_FIELDS = 10
const DEFAULT_CHANGELOG_PAGE = 1000
const MAX_CHANGELOG_PAGE = 10_000
const TOKEN_LIFE_MS = 7 * 86_400_000

const NOT_FOUND = 'Issue does not exist or you do not have permission to see it.'

const zoneOf = (request: JiraRequest): string => request.caller?.timeZone ?? 'UTC'

/** By id, key or former key; moved issues are found under both, without a redirect. */
export const visibleIssue = (world: World, ref: string): JiraIssue | undefined => {
  const issue = world.issueKeys.get(ref.toUpperCase()) ?? world.issues.get(ref)
  return issue !== undefined && isVisible(world, issue) ? issue : undefined
}

export const issueAt = (context: RouteContext, request: JiraRequest): JiraIssue =>
  visibleIssue(context.world, param(request, 'issueIdOrKey')) ?? refuse(404, NOT_FOUND)

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((part) => typeof part === 'string') : []

const viewOf = (
  { world }: RouteContext,
  zone: string,
  names: readonly string[],
  expand: readonly string[],
): CachedView => ({
  world,
  zone,
  fields: selectFields(world, names.length === 0 ? ['*navigable'] : names),
  key: `${zone}|${names.join(',')}`,
  ...(expand.includes('changelog')
    ? { changelog: (issue: JiraIssue) => renderChangelogPage(world, issue, zone) }
    : {}),
})

const bulkFetch = (context: RouteContext, request: JiraRequest): Reply => {
  const body = bodyOf(request)
  const refs = strings(body['issueIdsOrKeys'])
  if (refs.length === 0) return failure(400, 'issueIdsOrKeys: At least one issue is required.')
  if (refs.length > MAX_BULK)
    return failure(400, `issueIdsOrKeys: The maximum number of issues is ${MAX_BULK}.`)
  const view = viewOf(context, zoneOf(request), strings(body['fields']), strings(body['expand']))
  const issues = new Set<JiraIssue>()
  const errors: JsonObject[] = []
  for (const ref of refs) {
    const issue = visibleIssue(context.world, ref)
    if (issue === undefined) errors.push({ id: ref, errorMessage: NOT_FOUND })
    else issues.add(issue)
  }
  // In the order of their ids, whatever the order of the question.
  const sorted = [...issues].toSorted((left, right) => Number(left.id) - Number(right.id))
  const texts = sorted.map((issue) => cachedIssue(view, issue))
  return counted(
    jsonText(`{"issues":[${texts.join(',')}],"issueErrors":${JSON.stringify(errors)}}`),
    issues.size,
  )
}

interface ChangelogAsked {
  readonly refs: readonly string[]
  readonly fieldIds: readonly string[]
  readonly maxResults: number
  readonly token: string | null
}

const changelogAsked = (request: JiraRequest): ChangelogAsked => {
  const body = bodyOf(request)
  const { maxResults, nextPageToken } = body
  const refs = strings(body['issueIdsOrKeys'])
  const fieldIds = strings(body['fieldIds'])
  const size = typeof maxResults === 'number' ? maxResults : DEFAULT_CHANGELOG_PAGE
  if (refs.length === 0 || refs.length > MAX_CHANGELOG_ISSUES)
    refuse(400, `issueIdsOrKeys: size must be between 1 and ${MAX_CHANGELOG_ISSUES}`)
  if (fieldIds.length > MAX_CHANGELOG_FIELDS)
    refuse(400, `fieldIds: size must be between 0 and ${MAX_CHANGELOG_FIELDS}`)
  if (size < 1 || size > MAX_CHANGELOG_PAGE)
    refuse(400, `maxResults: must be between 1 and ${MAX_CHANGELOG_PAGE}`)
  return { refs, fieldIds, maxResults: size, token: typeof nextPageToken === 'string' ? nextPageToken : null }
}

/** Entries by issue id and time, oldest first; a page may end within an issue. */
const bulkChangelogs = (context: RouteContext, request: JiraRequest): Reply => {
  const { world } = context
  const asked = changelogAsked(request)
  const question = questionOf([asked.refs, asked.fieldIds])
  const mark = asked.token === null ? undefined : markOf(asked.token, question, world.clock.now())
  if (asked.token !== null && mark === undefined)
    return failure(400, 'The provided next page token is invalid or expired.')
  const wanted = asked.fieldIds.length === 0 ? null : new Set(asked.fieldIds)
  const issues = [...new Set(asked.refs.flatMap((ref) => visibleIssue(world, ref) ?? []))].toSorted(
    (left, right) => Number(left.id) - Number(right.id),
  )
  const size = Math.min(asked.maxResults, context.maxPageSize)
  const [startIssue = 0, startEntry = 0] = (mark?.after ?? '0:0').split(':').map(Number)
  const zone = zoneOf(request)
  const logs: string[] = []
  let left = size
  let next: string | null = null
  for (const issue of issues) {
    if (Number(issue.id) < startIssue) continue
    const entries = issue.histories
      .filter(({ items }) => wanted === null || items.some(({ fieldId }) => wanted.has(fieldId)))
      .filter(({ id }) => Number(issue.id) > startIssue || Number(id) > startEntry)
    const shown = entries.slice(0, left)
    if (shown.length > 0) {
      const histories = shown.map((history) => historyText(world, history, zone))
      logs.push(`{"issueId":${JSON.stringify(issue.id)},"changeHistories":[${histories.join(',')}]}`)
      left -= shown.length
    }
    if (shown.length < entries.length) {
      next = `${issue.id}:${shown.at(-1)?.id ?? '0'}`
      break
    }
  }
  const expiresAt = world.clock.now() + TOKEN_LIFE_MS
  const token =
    next === null ? '' : `,"nextPageToken":${JSON.stringify(tokenOf({ question, after: next, expiresAt }))}`
  return counted(jsonText(`{"issueChangeLogs":[${logs.join(',')}]${token}}`), size - left)
}

const single = (context: RouteContext, request: JiraRequest): Reply => {
  const issue = issueAt(context, request)
  const names = listParam(request, 'fields')
  const view = viewOf(
    context,
    zoneOf(request),
    names.length === 0 ? ['*all'] : names,
    listParam(request, 'expand'),
  )
  return counted(json(renderIssue(view, issue)), 1)
}

const changelog = (context: RouteContext, request: JiraRequest): Reply => {
  const issue = issueAt(context, request)
  const page = pageBean(context, request, {
    items: issue.histories,
    fallback: 100,
    most: 100,
    render: (history) => renderHistory(context.world, history, zoneOf(request)),
  })
  return counted(json(page), issue.histories.length)
}

/** Issues by id, in bulk and one by one, with their history and their remote links. */
export const addIssueRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  router.add('POST', '/rest/api/3/issue/bulkfetch', (request) => bulkFetch(context, request))
  router.add('POST', '/rest/api/3/changelog/bulkfetch', (request) => bulkChangelogs(context, request))
  router.add('GET', '/rest/api/3/issue/{issueIdOrKey}', (request) => single(context, request))
  router.add('GET', '/rest/api/3/issue/{issueIdOrKey}/changelog', (request) => changelog(context, request))
  router.add('GET', '/rest/api/3/issue/{issueIdOrKey}/remotelink', (request) =>
    json(renderRemoteLinks(context.world, issueAt(context, request), request.query.get('globalId'))),
  )
}
