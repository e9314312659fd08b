import type { Client } from '../client.ts'
import { elementsOf, objectOf } from '../element.ts'
import { numberOf } from '../map/json.ts'
import type { SearchPage } from '../search-page.ts'

export interface ServerSearch {
  readonly jql: string
  readonly fields: readonly string[]
  readonly maxResults: number
  readonly expand?: readonly string[]
}

/** One page of a search of Data Center, which is paged by place; the token is the place of its first issue. */
export async function searchServer(
  client: Client,
  asked: ServerSearch,
  what: string,
  token?: string,
): Promise<SearchPage> {
  const startAt = Number(token ?? 0)
  const reply = await client.post('/rest/api/2/search', { ...asked, startAt })
  const issues = elementsOf(reply, what, ['issues'])
  const total = numberOf(objectOf(reply, what).value['total']) ?? 0
  const reached = startAt + issues.length
  return { issues, ...(reached < total ? { next: String(reached) } : {}) }
}
