import type { Verbatim } from '@headless-pmo/sdk'
import type { Client } from '../client.ts'
import { elementsIn, idOf, objectOf, wrongShape } from '../element.ts'
import { objectsOf, textOf } from '../map/json.ts'
import type { CloudIssues } from './asked.ts'

export interface Wanted {
  /** At most 100. */
  readonly ids: readonly string[]
  readonly fields: readonly string[]
  readonly what: string
}

export interface Fetched {
  readonly found: ReadonlyMap<string, Verbatim>
  /** Ids that Jira names as failed: not there, or not to be had this time. One that is in neither is not there. */
  readonly failed: readonly string[]
}

/** Issues by id, straight from Jira's database. One that is not there, or may not be seen, is not among those found. */
export async function bulkFetch(client: Client, { ids, fields, what }: Wanted): Promise<Fetched> {
  const asked: CloudIssues = { issueIdsOrKeys: [...ids], fields: [...fields] }
  const reply = await client.post('/rest/api/3/issue/bulkfetch', asked)
  const found = new Map<string, Verbatim>()
  const page = objectOf(reply, what)
  for (const issue of elementsIn(page, what, ['issues'])) {
    const id = idOf(issue.value)
    if (id === undefined) throw wrongShape(what)
    found.set(id, issue)
  }
  const errors = objectsOf(page.value['issueErrors'])
  const failed = errors.flatMap((error) => textOf(error['id']) ?? []).filter((id) => !found.has(id))
  return { found, failed }
}
