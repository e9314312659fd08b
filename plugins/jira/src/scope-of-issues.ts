import type { Client } from './client.ts'
import { fetchIssues } from './cloud/fetch-issues.ts'
import type { Edition } from './edition.ts'
import { elementsOf, idOf } from './element.ts'
import { path, textOf } from './map/json.ts'

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
        : await searchById(client, ids)
    for (const [id, { value }] of found) {
      const project = path(value, 'fields', 'project')
      const names = [idOf(project), textOf(path(project, 'key'))]
      if (projects.some((name) => names.includes(name))) inScope.add(id)
    }
  }
  return inScope
}

/** Without validation an id that is not there any more is passed over instead of refused. */
async function searchById(client: Client, ids: readonly string[]) {
  const reply = await client.post('/rest/api/2/search', {
    jql: `id in (${ids.join(', ')})`,
    startAt: 0,
    maxResults: ids.length,
    fields: ['project'],
    validateQuery: false,
  })
  return new Map(
    elementsOf(reply, WHAT, ['issues']).map((issue) => [idOf(issue.value) ?? '', issue] as const),
  )
}
