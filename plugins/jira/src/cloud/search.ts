import type { Client } from '../client.ts'
import { elementsOf, objectOf } from '../element.ts'
import { textOf } from '../map/json.ts'
import type { SearchPage } from '../search-page.ts'

interface CloudSearch {
  readonly jql: string
  readonly fields: readonly string[]
  readonly maxResults: number
  /** Issues that are looked up past the index; at most 50. */
  readonly reconcileIssues?: readonly number[]
}

/** One page of a search of Cloud, which is paged by tokens alone. */
export async function searchCloud(
  client: Client,
  asked: CloudSearch,
  what: string,
  token?: string,
): Promise<SearchPage> {
  const reply = await client.post('/rest/api/3/search/jql', {
    ...asked,
    ...(token === undefined ? {} : { nextPageToken: token }),
  })
  const issues = elementsOf(reply, what, ['issues'])
  const { value } = objectOf(reply, what)
  const next = value['isLast'] === true ? undefined : textOf(value['nextPageToken'])
  return { issues, ...(next === undefined ? {} : { next }) }
}
