import { verbatim, type GoneReason, type Verbatim } from '@headless-pmo/sdk'
import type { Client } from './client.ts'
import { bulkFetch } from './cloud/bulk-fetch.ts'
import type { Config } from './config.ts'
import { platform, type Edition } from './edition.ts'
import { objectOf } from './element.ts'
import { requestedFields, type FieldTable } from './fields/field-table.ts'
import { refusal } from './refusal.ts'

/** An issue as Jira gives it now, or why it does not. */
export type FoundIssue = { readonly issue: Verbatim } | { readonly gone: GoneReason }

interface Site {
  readonly client: Client
  readonly config: Pick<Config, 'history'>
  readonly edition: Edition
}

interface Sought {
  readonly id: string
  readonly fields: FieldTable
}

/** Enough to tell where an issue is. */
const WHERE = ['project', 'updated']

/** Looks for issues by id. On Cloud only where they are; on Data Center with all that is stored of them. */
export async function findIssues(
  { client, config, edition }: Site,
  sought: readonly Sought[],
): Promise<Map<string, FoundIssue>> {
  const found = new Map<string, FoundIssue>()
  if (sought.length === 0) return found
  if (edition === 'cloud') {
    const ids = sought.map(({ id }) => id)
    for (let from = 0; from < ids.length; from += 100) {
      const what = 'The issues to be read again'
      const wanted = { ids: ids.slice(from, from + 100), fields: WHERE, what }
      const fetched = await bulkFetch(client, wanted)
      for (const [id, issue] of fetched.found) found.set(id, { issue })
    }
  }
  for (const { id, fields } of sought) {
    if (found.has(id)) continue
    const reply = await client.get(`${platform(edition)}/issue/${encodeURIComponent(id)}`, {
      fields: (edition === 'cloud' ? WHERE : requestedFields(fields)).join(','),
      ...(edition === 'cloud' || config.history === 'none' ? {} : { expand: 'changelog' }),
    })
    if (reply.status === 404 || reply.status === 410) found.set(id, { gone: 'deleted' })
    else if (reply.status === 403) found.set(id, { gone: 'no_access' })
    else if (reply.status === 200) found.set(id, { issue: verbatim(objectOf(reply, `The issue ${id}`).text) })
    else throw refusal(reply, `The issue ${id}`)
  }
  return found
}
