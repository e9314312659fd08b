import { isJsonObject, type JsonObject } from '../../common/json.ts'
import type { JiraCloudSimulator } from '../index.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: JsonObject
  /** The body where it is a list. */
  readonly list: readonly JsonObject[]
}

/** Asks a simulator in memory, as its first user. */
export const ask = async (
  simulator: JiraCloudSimulator,
  target: string,
  body?: unknown,
  init: { readonly method?: string; readonly authorization?: string | null } = {},
): Promise<Answer> => {
  const authorization = init.authorization === undefined ? `Bearer ${simulator.token}` : init.authorization
  const response = await simulator.respond(
    new Request(`https://acme.atlassian.net${target}`, {
      method: init.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  const value: unknown = text === '' ? {} : JSON.parse(text)
  return {
    status: response.status,
    headers: response.headers,
    body: isJsonObject(value) ? value : {},
    list: rowsOf(value),
  }
}

/** The objects of a list; none where it is no list. */
export const rowsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []

/** Every issue of a query, page by page, as `{ id, key? }`. */
export const readAll = async (
  simulator: JiraCloudSimulator,
  query: JsonObject,
  between: (page: number) => void = () => undefined,
): Promise<readonly JsonObject[]> => {
  const rows: JsonObject[] = []
  let token: string | undefined
  for (let page = 0; ; page++) {
    const asked = token === undefined ? query : { ...query, nextPageToken: token }
    const { body, status } = await ask(simulator, '/rest/api/3/search/jql', asked)
    if (status !== 200) throw new Error(JSON.stringify(body))
    rows.push(...rowsOf(body['issues']))
    token = typeof body['nextPageToken'] === 'string' ? body['nextPageToken'] : undefined
    if (token === undefined) return rows
    between(page)
  }
}
