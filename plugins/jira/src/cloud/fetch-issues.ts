import { verbatim, type Verbatim } from '@headless-pmo/sdk'
import type { Client } from '../client.ts'
import { objectOf } from '../element.ts'
import { bulkFetch, type Wanted } from './bulk-fetch.ts'

/** What Jira answers for an issue that is not there, or may not be seen. */
const NOT_THERE = [403, 404, 410]

/**
 * Issues by id. Those that Jira could not give in bulk are asked for one by one, so that nothing looks gone for a
 * failure of the moment.
 *
 * @throws Error when an issue that may be there cannot be had
 */
export async function fetchIssues(client: Client, wanted: Wanted): Promise<ReadonlyMap<string, Verbatim>> {
  const { found, failed } = await bulkFetch(client, wanted)
  if (failed.length === 0) return found
  const all = new Map(found)
  for (const id of failed) {
    const fields = wanted.fields.join(',')
    const reply = await client.get(`/rest/api/3/issue/${encodeURIComponent(id)}`, { fields })
    if (NOT_THERE.includes(reply.status)) continue
    all.set(id, verbatim(objectOf(reply, `The issue ${id}`).text))
  }
  return all
}
