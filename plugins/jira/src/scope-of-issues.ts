import { verbatim, type Verbatim } from '@headless-pmo/sdk'
import type { Client } from './client.ts'
import { fetchIssues } from './cloud/fetch-issues.ts'
import type { Edition } from './edition.ts'
import { idOf, objectOf } from './element.ts'
import { path, textOf } from './map/json.ts'
import { searchById } from './search.ts'

interface Question {
  readonly issues: readonly string[]
  /** Keys or ids, as the config states them. */
  readonly projects: readonly string[]
}

const BATCH = 100

const WHAT = 'The projects of the issues on which time is booked'

/** Which of these issues lie in the connected projects. */
export async function issuesInScope(
  client: Client,
  edition: Edition,
  { issues, projects }: Question,
): Promise<ReadonlySet<string>> {
  const inScope = new Set<string>()
  for (let from = 0; from < issues.length; from += BATCH) {
    const ids = issues.slice(from, from + BATCH)
    const found =
      edition === 'cloud'
        ? await fetchIssues(client, { ids, fields: ['project'], what: WHAT })
        : await onServer(client, ids)
    for (const [id, { value }] of found) {
      const project = path(value, 'fields', 'project')
      const names = [idOf(project), textOf(path(project, 'key'))]
      if (projects.some((name) => names.includes(name))) inScope.add(id)
    }
  }
  return inScope
}

/** By the search; where it refuses, since one of them went meanwhile, one by one. */
async function onServer(client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, Verbatim>> {
  const found = await searchById(client, 'data-center', { ids, fields: ['project'], what: WHAT })
  if (found !== undefined) return found
  const single = new Map<string, Verbatim>()
  for (const id of ids) {
    const reply = await client.get(`/rest/api/2/issue/${encodeURIComponent(id)}`, { fields: 'project' })
    if (reply.status === 404 || reply.status === 403) continue
    single.set(id, verbatim(objectOf(reply, `The issue ${id}`).text))
  }
  return single
}
