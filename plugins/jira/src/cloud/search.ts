import type { Client } from '../client.ts'
import { elementsOf, objectOf } from '../element.ts'
import { textOf } from '../map/json.ts'
import type { SearchPage } from '../search-page.ts'
import type { CloudSearch } from './asked.ts'

/** One page of a search of Cloud, which is paged by tokens alone. */
export async function searchCloud(
  client: Client,
  asked: CloudSearch,
  what: string,
  token?: string,
): Promise<SearchPage> {
  const page: CloudSearch = { ...asked, ...(token === undefined ? {} : { nextPageToken: token }) }
  const reply = await client.post('/rest/api/3/search/jql', page)
  const issues = elementsOf(reply, what, ['issues'])
  const { value } = objectOf(reply, what)
  const next = value['isLast'] === true ? undefined : textOf(value['nextPageToken'])
  return { issues, ...(next === undefined ? {} : { next }) }
}
