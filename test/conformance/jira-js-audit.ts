import type * as JiraAgile from 'jira.js/agile'
import type * as JiraCloud from 'jira.js/cloud'
import type { Client } from 'jira.js/core'
import { isDeepStrictEqual } from 'node:util'
import { z } from '@headless-pmo/sdk'
import type { Exchange } from '../simulators/common/gate/exchange.ts'

type Options = Parameters<Client['sendRequest']>[0]
/** A function of jira.js; what it takes is checked by what it then asks. */
type Endpoint = (client: Client, parameters: never) => Promise<unknown>

/** What jira.js has no function for; the API description has it, and the simulator's gate holds us to that. */
const NOT_IN_JIRA_JS = 'GET /rest/api/3/resolution/search'

/** The functions of jira.js for the requests that our connector makes of Cloud, by the path that the API description gives. */
export function jiraJsEndpoints(
  cloud: typeof JiraCloud,
  agile: typeof JiraAgile,
): ReadonlyMap<string, Endpoint> {
  return new Map<string, Endpoint>([
    ['GET /rest/api/3/serverInfo', cloud.getServerInfo],
    ['GET /rest/api/3/myself', cloud.getCurrentUser],
    ['GET /rest/api/3/field', cloud.getFields],
    ['GET /rest/api/3/status', cloud.getStatuses],
    ['GET /rest/api/3/issuetype', cloud.getIssueAllTypes],
    ['GET /rest/api/3/priority/search', cloud.searchPriorities],
    ['GET /rest/api/3/issueLinkType', cloud.getIssueLinkTypes],
    ['GET /rest/api/3/users/search', cloud.getAllUsers],
    ['GET /rest/api/3/project/search', cloud.searchProjects],
    ['GET /rest/api/3/project/{projectIdOrKey}', cloud.getProject],
    ['GET /rest/api/3/project/{projectIdOrKey}/versions', cloud.getProjectVersions],
    ['GET /rest/api/3/project/{projectIdOrKey}/components', cloud.getProjectComponents],
    ['POST /rest/api/3/search/jql', cloud.searchAndReconsileIssuesUsingJqlPost],
    ['POST /rest/api/3/search/approximate-count', cloud.countIssues],
    ['POST /rest/api/3/issue/bulkfetch', cloud.bulkFetchIssues],
    ['POST /rest/api/3/changelog/bulkfetch', cloud.getBulkChangelogs],
    ['GET /rest/api/3/issue/{issueIdOrKey}', cloud.getIssue],
    ['GET /rest/api/3/issue/{issueIdOrKey}/remotelink', cloud.getRemoteIssueLinks],
    ['GET /rest/api/3/worklog/updated', cloud.getIdsOfWorklogsModifiedSince],
    ['GET /rest/api/3/worklog/deleted', cloud.getIdsOfWorklogsDeletedSince],
    ['POST /rest/api/3/worklog/list', cloud.getWorklogsForIds],
    ['GET /rest/agile/1.0/board', agile.getAllBoards],
    ['GET /rest/agile/1.0/board/{boardId}/sprint', agile.getAllSprints],
  ])
}

/** What jira.js has against an exchange: it would have asked otherwise, or refuses the reply. Empty: nothing. */
export async function auditExchange(
  endpoints: ReadonlyMap<string, Endpoint>,
  exchange: Exchange,
): Promise<readonly string[]> {
  const { method, template = '', params, query, body, reply } = exchange
  const name = `${method} ${template}`
  const endpoint = endpoints.get(name)
  if (name === NOT_IN_JIRA_JS) return []
  if (endpoint === undefined) return [`${name}: the connector asks what this audit does not know.`]
  const asked: Options[] = []
  const parameters = { ...params, ...listsOf(query), ...(typeof body === 'object' ? body : {}) }
  // What jira.js drops or adds shows in what it asks.
  await endpoint(recording(asked), parameters as never)
  const [options] = asked
  if (options === undefined) return [`${name}: jira.js asks nothing.`]
  return [
    ...requestProblems(name, options, exchange),
    ...(reply.status === 200 ? replyProblems(name, options, reply) : []),
  ]
}

function requestProblems(name: string, options: Options, { path, query, body }: Exchange): string[] {
  const theirs = {
    path: decodeURIComponent(options.url),
    query: queryOf(options.searchParams),
    body: jsonOf(options.body),
  }
  const ours = { path, query: [...query].toSorted(byText), body: jsonOf(body) }
  return isDeepStrictEqual(ours, theirs)
    ? []
    : [`${name}: we ask ${JSON.stringify(ours)}, and jira.js ${JSON.stringify(theirs)}.`]
}

function replyProblems(name: string, { schema }: Options, { body }: Exchange['reply']): string[] {
  if (schema === undefined) return [`${name}: jira.js has no schema.`]
  const parsed = schema.safeParse(JSON.parse(String(body)))
  return (parsed.error?.issues ?? []).map(
    (issue) =>
      `${name}: ${issue.path.map((step) => (typeof step === 'number' ? '*' : String(step))).join('.')}: ${issue.message}`,
  )
}

/** Answers nothing and remembers what it was asked. */
const recording = (asked: Options[]): Client => ({
  async sendRequest<T>(options: Options): Promise<T> {
    asked.push(options)
    return undefined as T // nobody reads it
  },
})

function listsOf(query: URLSearchParams): Record<string, string | string[]> {
  const names = new Set(query.keys())
  return Object.fromEntries(
    [...names].map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

/** As jira.js writes it into an address: lists are repeated, what is not told is left out. */
function queryOf(parameters: Readonly<Record<string, unknown>> = {}): (readonly [string, string])[] {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters))
    for (const one of z.array(z.unknown()).parse(Array.isArray(value) ? value : [value])) {
      const told = z.union([z.string(), z.number(), z.boolean()]).safeParse(one)
      if (told.success) query.append(name, String(told.data))
    }
  return [...query].toSorted(byText)
}

const byText = (one: readonly string[], other: readonly string[]): number =>
  one.join('=') < other.join('=') ? -1 : 1

/** Without what is undefined, as it goes over the wire; no body at all is an empty one. */
const jsonOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? {}))
